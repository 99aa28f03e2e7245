import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { DecodePool, type DecodePoolOptions } from '#main/worker/decodePool.ts'
import { newFolder } from '../../support/folder.ts'
import { slowly } from '../../support/slowly.ts'

const pools: DecodePool[] = []

const entry = fileURLToPath(new URL('../../support/fakeDecodeWorker.ts', import.meta.url))

function newPool(options: DecodePoolOptions = {}): DecodePool {
  const pool = new DecodePool({ entry, threads: 1, ...options })
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

describe('DecodePool', () => {
  it('gives a film with its samples', async () => {
    expect((await newPool().film('film', 0)).values).toEqual(new Uint16Array([1, 2, 3]))
  })

  it('keeps the code of a problem', async () => {
    const call = newPool().film('damaged', 0)
    await expect(call).rejects.toBeInstanceOf(ProblemError)
    await expect(call).rejects.toMatchObject({ code: 'truncated' })
  })

  it('tells of an unforeseen error apart', async () => {
    const told: unknown[] = []
    const pool = newPool({ onUnexpected: (...what) => told.push(what) })
    await expect(pool.header('unforeseen')).rejects.toMatchObject({ code: 'internal' })
    expect(told).toEqual([['header', { name: 'TypeError', frames: [] }]])
  })

  it('gives up a file that takes too long and decodes the next one', async () => {
    const pool = newPool({ filmLimit: 500 })
    await expect(pool.film('hang', 0)).rejects.toMatchObject({ code: 'time-limit' })
    await expect(pool.film('film', 0)).resolves.toMatchObject({ values: { length: 3 } })
  })

  it('does not count the wait for a thread against the time limit', async () => {
    const pool = newPool({ filmLimit: 500 })
    const [first, second] = await Promise.allSettled([pool.film('hang', 0), pool.film('film', 0)])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'time-limit' } })
    expect(second.status).toBe('fulfilled')
  })

  it('survives a thread that takes too much memory', async () => {
    const pool = newPool({ memoryPerThreadMiB: 64 })
    await expect(pool.film('greedy', 0)).rejects.toMatchObject({ code: 'too-large' })
    await expect(pool.film('film', 0)).resolves.toMatchObject({ values: { length: 3 } })
  })

  it('survives a thread that ends', async () => {
    const pool = newPool()
    await expect(pool.film('exit', 0)).rejects.toMatchObject({ code: 'malformed' })
    await expect(pool.film('film', 0)).resolves.toMatchObject({ values: { length: 3 } })
  })

  it('does not wait for a thread that cannot load', async () => {
    const told: string[] = []
    const pool = newPool({ entry: join(await newFolder(), 'missing.ts'), onUnexpected: (method) => told.push(method) })
    await expect(pool.film('film', 0)).rejects.toMatchObject({ name: 'ProblemError', code: 'internal' })
    expect(told).toEqual(['decodeThread'])
  })

  it('ends a thread that has had nothing to do for so long', async () => {
    const [hasty, patient] = [newPool({ idleTimeout: 50 }), newPool({ idleTimeout: 60_000 })]
    await Promise.all([hasty.film('film', 0), patient.film('film', 0)])
    await expect.poll(() => hasty.threads, slowly).toBe(0)
    expect(patient.threads).toBe(1)
    await expect(hasty.film('film', 0)).resolves.toMatchObject({ values: { length: 3 } })
  })

  it('leaves no thread behind', async () => {
    const pool = newPool()
    await pool.film('film', 0)
    expect(pool.threads).toBe(1)
    await pool.close()
    expect(pool.threads).toBe(0)
  })
})
