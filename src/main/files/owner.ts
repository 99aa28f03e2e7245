import { uptime } from 'node:os'

/** Which running program something on disk belongs to. */
export type Owner = {
  pid: number
  /** When that program took it, milliseconds since 1970. */
  since: number
}

export function thisOwner(): Owner {
  return { pid: process.pid, since: Date.now() }
}

/**
 * True while another program that wrote this runs still. Ids are used again after a restart of the machine, and a
 * container gives each start the same id: what was written before either is nobody's.
 */
export function runsElsewhere(owner: Owner): boolean {
  if (owner.pid === process.pid) return false
  if (owner.since < Date.now() - uptime() * 1000) return false
  try {
    process.kill(owner.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
