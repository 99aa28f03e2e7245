/** Adds so many entries to a log, one by one: `node auditMany.ts FILE ANCHOR COUNT`. */
import { AuditLog } from '#main/audit/index.ts'

const [, , file, anchor, count] = process.argv as string[] as [string, string, string, string, string]
const log = new AuditLog({ file, anchor, host: 'cli' })
for (let added = 0; added < Number(count); added++) log.add({ action: 'reading-shown', frame: added })
log.close()
