import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { previewOf } from '#shared/greyPyramid.ts'
import { Previews } from '#main/worker/previews.ts'
import { makeGreyFilm } from '../../renderer/support/films.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function make() {
  const decode = vi.fn(async (path: string, frame: number) =>
    makeGreyFilm({ values: new Uint16Array(512).fill(path.length + frame) }),
  )
  return { decode, previews: new Previews(decode) }
}

it('decodes a frame once for its preview and for all of it', async () => {
  const { decode, previews } = make()
  const preview = await previews.preview('film', 1, 2)
  const film = await previews.film('film', 1)
  expect(preview).toEqual(previewOf(film, 2))
  expect(decode).toHaveBeenCalledExactlyOnceWith('film', 1)
  // A file may be another one the next time.
  await previews.film('film', 1)
  expect(decode).toHaveBeenCalledTimes(2)
})

it('keeps no frame for another one, nor for long', async () => {
  const { decode, previews } = make()
  await previews.preview('film', 0, 1)
  await previews.film('film', 1)
  await previews.film('other', 0)
  expect(decode).toHaveBeenCalledTimes(3)
  vi.advanceTimersByTime(10_000)
  await previews.film('film', 0)
  expect(decode).toHaveBeenCalledTimes(4)
})

it('lets a frame go when it is closed', async () => {
  const { decode, previews } = make()
  await previews.preview('film', 0, 1)
  previews.close()
  expect(vi.getTimerCount()).toBe(0)
  await previews.film('film', 0)
  expect(decode).toHaveBeenCalledTimes(2)
})

it('has no preview of a film with overlays, of which all can be had all the same', async () => {
  const overlays = [{ type: 'graphics' as const, rows: 1, columns: 1, row: 0, column: 0, bits: Uint8Array.of(1) }]
  const film = makeGreyFilm({ values: new Uint16Array(512), overlays })
  const decode = vi.fn(async () => film)
  const previews = new Previews(decode)
  expect(await previews.preview('film', 0, 1)).toBeNull()
  expect(await previews.film('film', 0)).toBe(film)
  expect(decode).toHaveBeenCalledOnce()
})
