import { describe, expect, it, vi } from 'vitest'
import { previewOf } from '#shared/greyPyramid.ts'
import { makeGreyFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { useFramesStore } from '#renderer/features/films/frames.ts'

const thumbnail = vi.fn(() => Promise.resolve({ picture: new Blob(['png']) }))

describe('the frames store', () => {
  it('fetches a frame once, and again after it was forgotten', async () => {
    const pixels = vi.fn(() => Promise.resolve(makeGreyFilm({ values: Uint16Array.of(1, 2) })))
    useFakeConnection({ studies: { pixels, thumbnail } })
    const frames = useFramesStore()
    const [one, same] = await Promise.all([frames.load('a', 0), frames.load('a', 0)])
    expect(same).toBe(one)
    expect(await frames.load('a', 0)).toBe(one)
    expect(pixels).toHaveBeenCalledTimes(1)
    frames.forget(new Set(['a']))
    await frames.load('a', 0)
    expect(pixels).toHaveBeenCalledTimes(2)
  })

  it('asks for a preview of a frame that is neither there nor on its way, and does without one', async () => {
    const film = makeGreyFilm({ values: Uint16Array.of(1, 2) })
    const early = previewOf(film, 1)!
    const preview = vi.fn<(asked: object) => Promise<typeof early | null>>(() => Promise.resolve(early))
    useFakeConnection({ studies: { pixels: () => Promise.resolve(film), preview, thumbnail } })
    const frames = useFramesStore()
    expect(await frames.preview('a', 0, 1)).toBe(early)
    expect(preview).toHaveBeenCalledExactlyOnceWith({ filmId: 'a', frame: 0, halvings: 1 })
    preview.mockResolvedValueOnce(null)
    expect(await frames.preview('a', 0, 1)).toBeUndefined()
    preview.mockRejectedValueOnce(new Error('gone'))
    expect(await frames.preview('a', 0, 1)).toBeUndefined()
    preview.mockClear()
    const coming = frames.load('a', 0)
    expect(await frames.preview('a', 0, 1)).toBeUndefined()
    await coming
    expect(await frames.preview('a', 0, 1)).toBeUndefined()
    expect(preview).not.toHaveBeenCalled()
  })

  it('counts the bits of a shutter among what it keeps', async () => {
    const bits = new Uint8Array(200 * 2 ** 20)
    const pixels = vi.fn(() =>
      Promise.resolve({ ...makeGreyFilm({ values: Uint16Array.of(1, 2) }), shutter: { grey: 0, bits } }),
    )
    useFakeConnection({ studies: { pixels, thumbnail } })
    const frames = useFramesStore()
    await frames.load('a', 0)
    await frames.load('b', 0)
    await frames.load('a', 0)
    expect(pixels).toHaveBeenCalledTimes(3)
  })

  it('asks for no small picture while a film is waited for', async () => {
    thumbnail.mockClear()
    useFakeConnection({ studies: { thumbnail } })
    const frames = useFramesStore()
    frames.holdThumbnails(true)
    frames.wantThumbnail('a')
    await Promise.resolve()
    expect(thumbnail).not.toHaveBeenCalled()
    frames.holdThumbnails(false)
    await expect.poll(() => frames.thumbnails.has('a')).toBe(true)
    expect(thumbnail).toHaveBeenCalledExactlyOnceWith({ filmId: 'a' })
  })
})
