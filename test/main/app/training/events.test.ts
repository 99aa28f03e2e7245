import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eventsWhile } from '#main/app/training/events.ts'

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const event of events) seen.push(event)
  return seen
}

describe('eventsWhile', () => {
  it('tells progress and ends with the result', async () => {
    const events = eventsWhile<number, string>(async (tell) => {
      for (let i = 1; i <= 3; i++) {
        tell(i)
        await sleep(5)
      }
      return 'result'
    })
    expect(await all(events)).toEqual([1, 2, 3, 'result'])
  })

  it('lets a slow reader miss progress but not the result', async () => {
    const seen: (number | string)[] = []
    const events = eventsWhile<number, string>(async (tell) => {
      for (let i = 1; i <= 50; i++) {
        tell(i)
        await sleep(1)
      }
      return 'result'
    })
    for await (const event of events) {
      seen.push(event)
      await sleep(20)
    }
    expect(seen.length).toBeLessThan(20)
    expect(seen.at(-1)).toBe('result')
  })

  it('throws what the work throws, at once or late', async () => {
    await expect(all(eventsWhile(() => Promise.reject(new Error('at once'))))).rejects.toThrow('at once')
    await expect(
      all(
        eventsWhile(async (tell) => {
          tell(1)
          await sleep(2)
          throw new Error('late')
        }),
      ),
    ).rejects.toThrow('late')
  })

  it('ends the work when its reader leaves, and waits until it has ended', async () => {
    let ended = false
    const events = eventsWhile<number, never>(async (tell, signal) => {
      for (let i = 0; ; i++) {
        tell(i)
        await sleep(2)
        if (signal.aborted) break
      }
      await sleep(20)
      ended = true
      throw new Error('aborted')
    })
    for await (const event of events) if (event > 1) break
    expect(ended).toBe(true)
  })

  it('ends the work when its signal says so', async () => {
    const abort = new AbortController()
    const work = eventsWhile<number, never>(async (_, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      throw signal.reason
    }, abort.signal)
    setTimeout(() => abort.abort(new Error('enough')), 5)
    await expect(all(work)).rejects.toThrow('enough')
  })
})
