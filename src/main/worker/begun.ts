import { scheduleOfThread, threadId, type Schedule } from '#main/deadlines/index.ts'

/** Memory that a task's thread shares with its pool: the system's id of the thread, once it has taken the task up. */
export type Begun = Int32Array<SharedArrayBuffer>

const unknownThread = -1

export const newBegun = (): Begun => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

const own = threadId() ?? unknownThread

/** Called by the thread, first of all. */
export function noteBegun(begun: Begun): void {
  Atomics.store(begun, 0, own)
}

/** What the thread of a task got of the processor so far. */
export function scheduleOf(begun: Begun): Schedule | 'not begun' | undefined {
  const thread = Atomics.load(begun, 0)
  if (thread === 0) return 'not begun'
  return thread === unknownThread ? undefined : scheduleOfThread(thread)
}
