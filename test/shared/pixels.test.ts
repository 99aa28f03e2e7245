import { describe, expect, it } from 'vitest'
import { toGreyFilm } from '#shared/pixels.ts'
import { makeGreyFilm } from '../renderer/support/films.ts'

const { values: _, overlays: __, ...shape } = makeGreyFilm({ values: Int16Array.of(-2, 0, 300) })

describe('toGreyFilm', () => {
  it('reads the samples in the type that they are sent in', async () => {
    const film = await toGreyFilm({ ...shape, valueType: 'int16', values: new Blob([Int16Array.of(-2, 0, 300)]) })
    expect(film.values).toEqual(Int16Array.of(-2, 0, 300))
    expect(film.window).toEqual(shape.window)
  })

  it('reads the bits of overlays', async () => {
    const plane = { type: 'graphics' as const, rows: 1, columns: 3, row: 0, column: 0 }
    const overlays = [{ ...plane, bits: new Blob([Uint8Array.of(5)]) }]
    const film = await toGreyFilm({ ...shape, valueType: 'int16', values: new Blob([Int16Array.of(-2, 0, 300)]), overlays })
    expect(film.overlays).toEqual([{ ...plane, bits: Uint8Array.of(5) }])
  })

  it('refuses a picture that is too short', async () => {
    const pixels = { ...shape, valueType: 'int16' as const, values: new Blob([Int16Array.of(-2, 0)]) }
    await expect(toGreyFilm(pixels)).rejects.toThrow('rows × columns')
  })
})
