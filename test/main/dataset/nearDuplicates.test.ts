import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { networkInput } from '#main/network/networkInput.ts'
import {
  bitsApart,
  correlation,
  hashes,
  inBytes,
  orientations,
  oriented,
  side,
  thumbnailShape,
  type Thumbnail,
} from '#main/dataset/fingerprint.ts'
import { LikenessIndex } from '#main/dataset/likenessIndex.ts'
import { nearDuplicates } from '#main/dataset/nearDuplicates.ts'
import { filmOf } from '../../support/decodeBytes.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { edited, madeFilm } from '../../support/madeFilms.ts'

const thumbnailOf = (film: GreyFilm): Thumbnail => inBytes(networkInput(film, thumbnailShape).pixels)
const thumbnail = async (film: Sharp): Promise<Thumbnail> => thumbnailOf(await filmOf(await film.toBuffer()))
const context = () => ({ signal: new AbortController().signal, onFilm: () => {} })

const copies: [string, (film: Sharp) => Sharp][] = [
  ['saved again as a JPEG of low quality', (film) => film.jpeg({ quality: 40 })],
  ['at half its size', (film) => film.resize(120).jpeg({ quality: 80 })],
  ['brighter and with more contrast', (film) => film.linear(1.15, 6).png()],
  ['mirrored', (film) => film.flop().jpeg({ quality: 80 })],
  ['upside down', (film) => film.flip().png()],
  ['turned by 90°', (film) => film.rotate(90).jpeg({ quality: 80 })],
  ['turned by 180°', (film) => film.rotate(180).png()],
  ['turned by 270° and made smaller', (film) => film.rotate(270).resize(150).jpeg()],
]

/** As the index must do: every pair is looked at. */
function allPairs(thumbnails: readonly Thumbnail[]): string[] {
  const found: string[] = []
  thumbnails.forEach((second, i) => {
    for (let j = 0; j < i; j++)
      if (orientations.some((turn) => correlation(thumbnails[j], oriented(second, turn)) >= 0.98))
        found.push(`${j} ${i}`)
  })
  return found
}

describe('LikenessIndex', () => {
  it('misses no pair that correlates, in whichever orientation', () => {
    let pairsSeen = 0
    const grey = fc.integer({ min: 60, max: 195 })
    const plain = fc.array(grey, { minLength: 16, maxLength: 16 })
    const change = fc.record({
      of: fc.nat({ max: 5 }),
      turn: fc.constantFrom(...orientations),
      amplitude: fc.integer({ min: 0, max: 20 }),
      down: fc.nat({ max: 4 }),
      across: fc.nat({ max: 4 }),
    })
    fc.assert(
      fc.property(
        fc.array(plain, { minLength: 1, maxLength: 6 }),
        fc.array(change, { maxLength: 10 }),
        (films, copies) => {
          // Four by four greys, as large fields with a slope within them.
          const originals = films.map((greys) =>
            Uint8Array.from({ length: side * side }, (_, i) => {
              const [row, column] = [Math.floor(i / side), i % side]
              return Math.min(255, greys[(row >> 3) * 4 + (column >> 3)] * 0.9 + (row % 8) * 2 + (column % 8))
            }),
          )
          // Changed in what the index looks at, so that many pairs lie close to the limit, on both sides of it.
          const wave = (place: number, times: number) => Math.cos((Math.PI * (2 * place + 1) * times) / (2 * side))
          const changed = copies.map(({ of, turn, amplitude, down, across }) => {
            const film = oriented(originals[of % originals.length], turn)
            return film.map((value, i) => value + amplitude * wave(Math.floor(i / side), down) * wave(i % side, across))
          })
          const all = [...originals, ...changed]
          const index = new LikenessIndex(all, 0.98)
          const found = new Set<string>()
          all.forEach((_, i) => {
            for (const j of index.alike(i)) found.add(`${j} ${i}`)
            index.add(i)
          })
          const pairs = allPairs(all)
          pairsSeen += pairs.length
          expect(pairs.filter((pair) => !found.has(pair))).toEqual([])
        },
      ),
      { seed: 42, numRuns: 60 },
    )
    expect(pairsSeen).toBeGreaterThan(50)
  })
})

describe('nearDuplicates', () => {
  it.each(copies)('finds a film that is there again %s', async (_, edit) => {
    const others = await Promise.all([1, 2, 3].map((number) => thumbnail(madeFilm(number).png())))
    const copy = await thumbnail(await edited(madeFilm(2), edit))
    const pairs = await nearDuplicates([...others, copy], context())
    expect(pairs).toMatchObject([{ first: 1, second: 3 }])
  })

  it('finds no pair among different films', async () => {
    const films = await Promise.all(Array.from({ length: 60 }, (_, number) => thumbnail(madeFilm(number).png())))
    expect(await nearDuplicates(films, context())).toEqual([])
  })

  it('takes different films of one machine, alike in their black corners, for different', async () => {
    const inCorners = async (number: number) => {
      const faint = await (
        await edited(madeFilm(number).resize(160, 200), (film) => film.linear(0.2, 91))
      )
        .png()
        .toBuffer()
      const ground = sharp({ create: { width: 240, height: 300, channels: 3, background: '#606060' } }).composite([
        { input: faint, left: 20, top: 25 },
      ])
      return thumbnail(
        sharp(await ground.png().toBuffer())
          .rotate(20, { background: '#000' })
          .png(),
      )
    }
    const films = await Promise.all(Array.from({ length: 12 }, (_, number) => inCorners(number)))
    expect(
      films
        .slice(1)
        .map((film) => correlation(film, films[0]))
        .filter((common) => common > 0.98),
    ).toHaveLength(11)
    expect(await nearDuplicates(films, context())).toEqual([])
  })

  it('finds a film exported from DICOM by the picture that its window shows', async () => {
    const film = await filmOf(dicomPhantom({ window: { center: 2048, width: 4096 } }))
    const shown = thumbnailOf(film)
    const otherWindow = thumbnailOf({ ...film, window: { center: 2300, width: 4600, function: 'LINEAR' } })
    expect(await nearDuplicates([shown, otherWindow], context())).toHaveLength(1)
  })

  it('joins a cluster with one pair fewer than films, and takes flat pictures for nothing', async () => {
    const copy = await thumbnail(madeFilm(5).png())
    const flat = new Uint8Array(side * side).fill(80)
    const pairs = await nearDuplicates([copy, flat, copy, flat, copy, copy], context())
    expect(pairs).toHaveLength(3)
    expect(new Set(pairs.flatMap(({ first, second }) => [first, second]))).toEqual(new Set([0, 2, 4, 5]))
  })

  it('ends with the reason of the signal', async () => {
    const abort = new AbortController()
    const films = Array.from({ length: 3000 }, (_, i) =>
      Uint8Array.from({ length: side * side }, (_, k) => ((i + 3) * (k + 7) * 2654435761) >>> 24),
    )
    const searching = nearDuplicates(films, { signal: abort.signal, onFilm: () => abort.abort(new Error('enough')) })
    await expect(searching).rejects.toThrow('enough')
  })
})

describe('fingerprint', () => {
  it('gives for each orientation the hash of the picture that lies so', async () => {
    const picture = await thumbnail(madeFilm(9).png())
    for (const orientation of orientations) {
      expect(bitsApart(hashes(picture)[orientation], hashes(oriented(picture, orientation))[0])).toBeLessThanOrEqual(1)
    }
  })

  it('has eight different orientations that undo each other', async () => {
    const picture = await thumbnail(madeFilm(9).png())
    const turned = orientations.map((orientation) => oriented(picture, orientation))
    expect(new Set(turned.map(String)).size).toBe(8)
    for (const one of turned)
      expect(orientations.map((orientation) => String(oriented(one, orientation)))).toContain(String(picture))
  })

  it('counts bits and correlates like their definitions', () => {
    expect(bitsApart([0xffffffff, 0], [0, 1])).toBe(33)
    const ramp = Uint8Array.from({ length: side * side }, (_, i) => i % 200)
    expect(
      correlation(
        ramp,
        ramp.map((value) => 20 + value / 2),
      ),
    ).toBeGreaterThan(0.9999)
    expect(
      correlation(
        ramp,
        ramp.map((value) => 255 - value),
      ),
    ).toBeCloseTo(-1)
    expect(correlation(ramp, new Uint8Array(side * side))).toBe(0)
  })
})
