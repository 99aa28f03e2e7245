import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** What a process or a thread got of the processor since it began, nanoseconds. */
export type Schedule = {
  /** Time on a core. */
  ran: number
  /** Time in which it could have gone on and others had the cores. */
  waited: number
  /** It is stopped at this moment, by a signal or a debugger. */
  isStopped?: boolean
}

/** Linux: Documentation/scheduler/sched-stats.rst, `/proc/<pid>/schedstat`. Other systems tell nothing of the kind. */
function scheduleIn(folder: string): Schedule {
  const [ran, waited] = readFileSync(`${folder}/schedstat`, 'latin1').split(' ').map(Number)
  return { ran, waited }
}

/** Of all threads of a process together; undefined where the system does not tell, or the process is gone. */
export function scheduleOfProcess(pid: number | 'self'): Schedule | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const all: Schedule = { ran: 0, waited: 0, isStopped: isStopped(pid) }
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const one = threadOf(pid, thread)
      all.ran += one?.ran ?? 0
      all.waited += one?.waited ?? 0
    }
    return all
  } catch {
    return undefined
  }
}

/** Of a thread of this process, by the system's id of it. */
export const scheduleOfThread = (id: number): Schedule | undefined => threadOf('self', String(id))

function threadOf(pid: number | 'self', thread: string): Schedule | undefined {
  try {
    return scheduleIn(`/proc/${pid}/task/${thread}`)
  } catch {
    // It has just ended, or the system does not tell.
    return undefined
  }
}

/** The state is the field after the name, which stands in brackets and may hold anything (proc(5)). */
function isStopped(pid: number | 'self'): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return 'Tt'.includes(stat.charAt(stat.lastIndexOf(')') + 2))
}

/** The system's id of the thread that asks; undefined where the system does not tell. */
export function threadId(): number | undefined {
  try {
    return Number(/\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0])
  } catch {
    return undefined
  }
}
