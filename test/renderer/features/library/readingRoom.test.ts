// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import type { Failure } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useReadingRoom } from '#renderer/features/library/readingRoom.ts'
import { useReadingsStore } from '#renderer/features/reading/index.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

afterEach(() => void vi.restoreAllMocks())

/** Keys of maps that are looked at while a list is forgotten of which no film could be read. */
async function keysLookedAt(count: number): Promise<number> {
  const forget = vi.fn(() => Promise.resolve())
  useFakeConnection({ library: { forget }, studies: { closeMany: () => Promise.resolve({ canReopen: 0 }) } })
  const ids = Array.from({ length: count }, (_, i) => `film-${i}`)
  const [films, readings] = [useFilmsStore(), useReadingsStore()]
  films.addAll(ids.map((id) => ({ type: 'film', film: makeFilm(id) })))
  const failure: Failure = { kind: 'problem', problem: { code: 'not-found', message: 'It is gone.' } }
  for (const id of ids) readings.fail(id, 0, failure)
  const keys = Map.prototype.keys
  let looked = 0
  const spy = vi.spyOn(Map.prototype, 'keys').mockImplementation(function (this: Map<unknown, unknown>) {
    looked += this.size
    return keys.call(this)
  })
  await useReadingRoom().forget(ids)
  spy.mockRestore()
  expect(forget).toHaveBeenCalledExactlyOnceWith({ filmIds: ids })
  expect(films.rows).toEqual([])
  for (const id of [ids[0], ids.at(-1)!]) expect(readings.stateOf(id, 0).kind).toBe('idle')
  return looked
}

it('forgets ten thousand films in ten times the steps that a thousand take', async () => {
  const few = await keysLookedAt(1000)
  expect(few).toBeGreaterThanOrEqual(1000)
  expect(await keysLookedAt(10_000)).toBeLessThanOrEqual(20 * few)
})
