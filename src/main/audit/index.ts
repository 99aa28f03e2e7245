/** What was done with the program, in a log that is only ever added to. */
export { AuditLog } from './auditLog.ts'
