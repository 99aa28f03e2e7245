import type { AuditNote } from '#shared/audit.ts'
import { openAuditLog, type openHome } from '#main/app/index.ts'
import type { Output } from '../print/output.ts'

/**
 * Notes what a command without an application has done. What is done is done: a note that cannot be written is told
 * beside the result.
 */
export function noted(home: ReturnType<typeof openHome>, output: Output, note: AuditNote): void {
  try {
    const log = openAuditLog(home, 'cli')
    try {
      log.add(note)
    } finally {
      log.close()
    }
  } catch {
    output.aside('The audit log could not be written: this is missing there.')
  }
}
