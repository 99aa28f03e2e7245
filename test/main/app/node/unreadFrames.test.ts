import { describe, expect, it } from 'vitest'
import { fromProblem } from '#shared/problem.ts'
import { readReceived, type ReadMeans } from '#main/app/node/readReceived.ts'
import { NodeTally } from '#main/app/node/tally.ts'

const problem = { code: 'malformed' as const, message: 'The second frame is damaged.' }

/** Reads a film of three frames, of which some cannot be read. */
const means = (damaged: readonly number[]) =>
  ({
    looking: { ends: async () => undefined },
    settings: { values: {} },
    models: { reference: async () => ({ id: 'm' }), show: async () => ({ name: 'M', weights: { sha256: 'ab' } }) },
    compute: { finishResults: async () => ({ files: [], left: [] }) },
    engines: {
      current: 'onnx-cpu',
      readFile: () => ({
        readFile: async ({ from }: { from: number }) => ({
          total: 3,
          frames: [
            damaged.includes(from) ? { frame: from, problem } : { frame: from, reading: { verdict: 'fracture' } },
          ],
        }),
      }),
    },
  }) as unknown as ReadMeans
const wish = { path: '/film.dcm', to: '/results', kinds: ['sr' as const] }

describe('a film that was received and cannot be read whole', () => {
  it('is told with the frames that could not be read', async () => {
    expect(await readReceived(means([]), wish)).toEqual({ verdicts: ['fracture', 'fracture', 'fracture'] })
    expect(await readReceived(means([1, 2]), wish)).toEqual({ verdicts: ['fracture'], unread: { frames: 2, problem } })
    await expect(readReceived(means([0, 1, 2]), wish)).rejects.toEqual(fromProblem(problem))
  })

  it('stays a trouble when its results are sent, other than a connection that was down', () => {
    const tally = new NodeTally()
    tally.note({ event: 'not-sent', film: '1.2', objects: 0, problem, againInMs: 20 })
    tally.note({ event: 'sent', film: '1.2', objects: 1 })
    expect(tally.now().trouble).toBeUndefined()
    tally.note({ event: 'read', film: '1.3', verdicts: ['fracture'], unread: { frames: 1, problem } })
    tally.note({ event: 'sent', film: '1.3', objects: 1 })
    expect(tally.now()).toMatchObject({ read: 1, sent: 2, trouble: { problem } })
  })
})
