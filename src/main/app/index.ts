/** The application that every host serves. */
export { createApplication, type Application } from './application.ts'
export { openHome, usualHome } from './home/home.ts'
export { packageRoot, programVersion } from './home/packageRoot.ts'
export type { AppRouter } from './router.ts'
export type { HostName } from './services.ts'
