import { createHash } from 'node:crypto'
import { auditEntrySchema, type AuditCheck, type AuditEntry } from '#shared/audit.ts'

/** What stands before the first entry. */
export const noHash = '0'.repeat(64)

/** Entries and hash of the last one, as they are kept beside the log. */
export type Anchor = { entries: number; hash: string }
export const noEntries: Anchor = { entries: 0, hash: noHash }

/** An entry with its hash, as a line of the log. */
export function sealed(entry: Omit<AuditEntry, 'hash'>): { line: string; hash: string } {
  const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex')
  return { line: `${JSON.stringify({ ...entry, hash })}\n`, hash }
}

/** An entry that a line holds; undefined for what is none. The hash is not looked at. */
export function entryOf(line: string): AuditEntry | undefined {
  try {
    return auditEntrySchema.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/**
 * Whether a line is what was written, byte for byte: white space, or a name that stands twice, is read by nobody who
 * parses it, and by whoever looks at the file.
 */
function isAsWritten(line: string): boolean {
  const { hash: _, ...rest } = JSON.parse(line) as AuditEntry
  return sealed(rest).line === `${line}\n`
}

/**
 * Follows the chain from its beginning. `anchor`: what was kept beside the log, which tells of an end that was cut off;
 * `head`: a hash that somebody noted at an earlier time, and that must be one of the chain.
 */
export function checked(lines: readonly string[], anchor: Anchor | undefined, head?: string): AuditCheck {
  const faults: AuditCheck['faults'] = []
  let last = noEntries
  let isHeadThere = head === undefined || head === noHash
  for (const [index, text] of lines.entries()) {
    const line = index + 1
    const entry = entryOf(text)
    if (!entry) {
      faults.push({ kind: 'unreadable', line })
      continue
    }
    if (!isAsWritten(text)) faults.push({ kind: 'changed', line })
    // After a line that cannot be read, the number tells whether more than it is missing.
    else if (entry.before !== last.hash || entry.entry !== last.entries + 1) faults.push({ kind: 'missing', line })
    last = { entries: entry.entry, hash: entry.hash }
    isHeadThere ||= entry.hash === head
  }
  const end = lines.length
  if (!anchor && end > 0) faults.push({ kind: 'no-anchor', line: end })
  if (anchor && anchor.entries > last.entries) faults.push({ kind: 'cut', line: end })
  else if (anchor && (anchor.entries < last.entries || anchor.hash !== last.hash))
    faults.push({ kind: 'added', line: end })
  if (!isHeadThere) faults.push({ kind: 'no-such-head', line: end })
  return { entries: lines.length, head: last.hash, faults }
}
