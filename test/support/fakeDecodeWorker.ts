import { setTimeout as sleep } from 'node:timers/promises'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { noteBegun } from '#main/worker/begun.ts'
import type { DecodeTask } from '#main/worker/decodeWorker.ts'

/** A decoding thread that decodes nothing: the name of a file says what happens. */
export default async function decode({ input: [path], begun }: DecodeTask): Promise<unknown> {
  noteBegun(begun)
  if (path === 'hang') for (;;);
  if (path === 'brief') await sleep(1_000)
  if (path === 'greedy') {
    const hoard: object[] = []
    for (;;) hoard.push(Array.from({ length: 1000 }, () => ({})))
  }
  if (path === 'exit') process.exit(1)
  if (path === 'damaged') return { problem: { code: 'truncated', message: 'The file ends too early.' } }
  if (path === 'unforeseen')
    return { problem: { code: 'internal', message: 'x' }, unexpected: { name: 'TypeError', frames: [] } }
  const values = new Uint16Array([1, 2, 3])
  const answer = { value: { values } }
  return move({ [transferableSymbol]: [values.buffer], [valueSymbol]: answer } as never)
}
