/** The application that every host serves. */
export { createApplication, type Application } from './application.ts'
export { openAuditLog } from './audit/audit.ts'
export { openHome, type Home } from './home/home.ts'
export { Inbox } from './opening/inbox.ts'
export { usualHome } from './home/usualHome.ts'
export { packageRoot, programVersion } from './home/packageRoot.ts'
export type { AppRouter } from './router.ts'
/** Of styles that stand in the pages of reports; for the policy of the page that shows them. */
export { reportStyleSources } from '#main/report/index.ts'
export type { HostName } from './services.ts'
