import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { Random } from '#main/network/random.ts'
import { networkInput } from '#main/network/networkInput.ts'
import {
  bitsApart,
  correlation,
  detail,
  hashes,
  inBytes,
  likeness,
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
          const index = new LikenessIndex(all.map(likeness), 0.98)
          const found = new Set(all.flatMap((_, i) => index.alikeBefore(i).map((j) => `${j} ${i}`)))
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

/** The pairs as they are defined: every film is compared with every one before it, in all eight ways. */
function definedPairs(thumbnails: readonly Thumbnail[]): string[] {
  const all = thumbnails.map((thumbnail) => ({ hash: hashes(thumbnail), thumbnail, detail: detail(thumbnail) }))
  const group = thumbnails.map((_, i) => i)
  const pairs: string[] = []
  for (const [second, { hash, thumbnail }] of all.entries()) {
    for (let first = 0; first < second; first++) {
      for (const turn of orientations) {
        if (group[first] === group[second]) break
        const turned = oriented(thumbnail, turn)
        const isNear =
          bitsApart(all[first].hash[0], hash[turn]) <= 12 &&
          correlation(all[first].thumbnail, turned) >= 0.98 &&
          correlation(all[first].detail, detail(turned)) >= 0.8
        if (!isNear) continue
        pairs.push(`${first} ${second} ${turn}`)
        const [from, to] = [group[second], group[first]]
        group.forEach((one, i) => {
          if (one === from) group[i] = to
        })
      }
    }
  }
  return pairs
}

/** Films of noise over a few large shapes; `alike`: how much of a film all have in common, from 0 to 1. */
function noisyFilms(count: number, alike: number, random: Random): Thumbnail[] {
  const draw = (): Float32Array => {
    const shapes = Array.from({ length: 64 }, () => random.uniform())
    return Float32Array.from({ length: side * side }, (_, i) => {
      const cell = (Math.floor(i / side) >> 2) * 8 + ((i % side) >> 2)
      return 0.75 * shapes[cell] + 0.25 * random.uniform()
    })
  }
  const common = draw()
  return Array.from({ length: count }, () =>
    Uint8Array.from(draw(), (value, i) => 255 * (alike * common[i] + (1 - alike) * value)),
  )
}

describe('nearDuplicates', () => {
  it.each([
    ['random films', 0, 0],
    ['alike films', 0.75, 0],
    ['very alike films, most of them near', 0.85, 1],
    ['films of which all are near', 0.95, 159],
  ])('finds the very pairs that comparing all films finds: %s', async (_, alike, atLeast) => {
    const random = new Random(5)
    const films = noisyFilms(120, alike, random)
    // Some are there again: turned, and in other greys.
    for (let copy = 0; copy < 40; copy++) {
      const film = oriented(films[random.below(120)], orientations[random.below(8)])
      films.splice(
        random.below(films.length),
        0,
        film.map((grey) => 10 + 0.9 * grey + 6 * random.uniform()),
      )
    }
    const pairs = await nearDuplicates(films, context())
    const defined = definedPairs(films)
    expect(pairs.map(({ first, second, orientation }) => `${first} ${second} ${orientation}`)).toEqual(defined)
    expect(pairs.length).toBeGreaterThanOrEqual(Math.max(20, atLeast))
  })

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
