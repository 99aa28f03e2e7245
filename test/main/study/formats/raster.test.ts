import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { applyVoi } from '#shared/voi.ts'
import { filmOf, headerOf, problemOf } from '../../../support/decodeBytes.ts'
import { bonePattern } from '../../../support/dicomPhantom.ts'

const rows = 30
const columns = 20
const grey8 = Uint8Array.from(bonePattern(rows, columns, 8))
const grey16 = Uint16Array.from(bonePattern(rows, columns, 16), (value, index) => value ^ (index & 0xff))

function greyImage8(values = grey8): Sharp {
  return sharp(values, { raw: { width: columns, height: rows, channels: 1 } }).toColourspace('b-w')
}

function greyImage16(): Sharp {
  return sharp(grey16, { raw: { width: columns, height: rows, channels: 1 } }).toColourspace('grey16')
}

function colourImage(channels: 3 | 4): { image: Sharp; values: Uint8Array } {
  const values = Uint8Array.from({ length: rows * columns * channels }, (_, index) => (index * 37) & 0xff)
  return { image: sharp(values, { raw: { width: columns, height: rows, channels } }), values }
}

function luminance(values: Uint8Array, at: number): number {
  return Math.round(0.299 * values[at]! + 0.587 * values[at + 1]! + 0.114 * values[at + 2]!)
}

/** One strip of IEEE floats, TIFF 6.0 section 19. */
function floatTiff(height: number, width: number, values: Float32Array): Uint8Array {
  const entries = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 32],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, values.byteLength],
    [339, 3, 3],
  ] as const
  const directory = 8 + values.byteLength
  const view = new DataView(new ArrayBuffer(directory + 2 + entries.length * 12 + 4))
  view.setUint32(0, 0x002a4949, true)
  view.setUint32(4, directory, true)
  values.forEach((value, index) => view.setFloat32(8 + index * 4, value, true))
  view.setUint16(directory, entries.length, true)
  entries.forEach(([tag, type, value], index) => {
    const at = directory + 2 + index * 12
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, 1, true)
    if (type === 3) view.setUint16(at + 8, value, true)
    else view.setUint32(at + 8, value, true)
  })
  return new Uint8Array(view.buffer)
}

describe('grey', () => {
  it.each([
    ['png', greyImage8().png()],
    ['png', greyImage8().png({ progressive: true })],
    ['tiff', greyImage8().tiff({ compression: 'lzw' })],
  ] as const)('8 bits in %s', async (format, image) => {
    const bytes = await image.toBuffer()
    const film = await filmOf(bytes)
    expect(Array.from(film.values)).toEqual(Array.from(grey8))
    expect(film.values).toBeInstanceOf(Uint8Array)
    expect(film.warnings).toEqual([])
    expect(await headerOf(bytes)).toEqual({
      format,
      rows,
      columns,
      frames: 1,
      bitsAllocated: 8,
      bitsStored: 8,
      signed: false,
      photometric: 'GREY',
      lossy: false,
      spacing: { calibration: 'none' },
    })
  })

  it.each([
    ['png', greyImage16().png()],
    ['tiff', greyImage16().tiff({ compression: 'none' })],
  ] as const)('16 bits in %s, all of them', async (_, image) => {
    const bytes = await image.toBuffer()
    const film = await filmOf(bytes)
    expect(film.values).toBeInstanceOf(Uint16Array)
    expect(Array.from(film.values)).toEqual(Array.from(grey16))
    expect(await headerOf(bytes)).toMatchObject({ bitsAllocated: 16, bitsStored: 16 })
  })

  it('1 bit becomes black and white', async () => {
    const film = await filmOf(
      await greyImage8(grey8.map((value) => (value > 100 ? 255 : 0)))
        .png({ palette: false })
        .toColourspace('b-w')
        .toBuffer(),
    )
    expect(new Set(film.values)).toEqual(new Set([0, 255]))
  })

  it('spans its values in the window, as a DICOM film without a window does', async () => {
    const film = await filmOf(
      await greyImage8(grey8.map((value) => 50 + (value >> 2)))
        .png()
        .toBuffer(),
    )
    const shown = applyVoi(film)
    expect([film.minimum, film.maximum]).toEqual([50, 50 + (Math.max(...grey8) >> 2)])
    expect([Math.min(...shown), Math.max(...shown)]).toEqual([0, 1])
  })
})

describe('colour', () => {
  it('becomes luminance, with a warning', async () => {
    const { image, values } = colourImage(3)
    const bytes = await image.png().toBuffer()
    const film = await filmOf(bytes)
    expect(Array.from(film.values)).toEqual(Array.from(film.values, (_, pixel) => luminance(values, pixel * 3)))
    expect(film.warnings).toEqual(['converted-from-colour'])
    expect((await headerOf(bytes)).photometric).toBe('COLOUR')
  })

  it('of 16 bits becomes luminance of 16 bits', async () => {
    const values = Uint16Array.from({ length: rows * columns * 3 }, (_, index) => (index * 4099) & 0xffff)
    const image = sharp(values, { raw: { width: columns, height: rows, channels: 3 } }).toColourspace('rgb16')
    for (const bytes of [
      await image.clone().png().toBuffer(),
      await image.clone().tiff({ compression: 'lzw' }).toBuffer(),
    ]) {
      const film = await filmOf(bytes)
      expect(film.values).toBeInstanceOf(Uint16Array)
      expect(Array.from(film.values)).toEqual(
        Array.from(film.values, (_, pixel) =>
          Math.round(0.299 * values[pixel * 3]! + 0.587 * values[pixel * 3 + 1]! + 0.114 * values[pixel * 3 + 2]!),
        ),
      )
      expect(await headerOf(bytes)).toMatchObject({ photometric: 'COLOUR', bitsAllocated: 16, bitsStored: 16 })
      expect(film.warnings).toEqual(['converted-from-colour'])
    }
  })

  it('is told from a grey picture that is stored in colour', async () => {
    const three = Uint8Array.from({ length: rows * columns * 3 }, (_, index) => grey8[Math.floor(index / 3)]!)
    const image = sharp(three, { raw: { width: columns, height: rows, channels: 3 } })
    const png = await image.clone().png().toBuffer()
    expect((await headerOf(png)).photometric).toBe('COLOUR')
    expect((await filmOf(png)).warnings).toEqual([])
    expect(Array.from((await filmOf(png)).values)).toEqual(Array.from(grey8))
    expect((await filmOf(await image.clone().jpeg({ quality: 70 }).toBuffer())).warnings).toEqual(['lossy'])
    const spot = three.slice()
    spot[300] = 255 - spot[300]!
    const spotted = await sharp(spot, { raw: { width: columns, height: rows, channels: 3 } })
      .png()
      .toBuffer()
    expect((await filmOf(spotted)).warnings).toEqual(['converted-from-colour'])
  })

  it('shows what is transparent black', async () => {
    const { image, values } = colourImage(4)
    values.forEach((_, index) => {
      if (index % 4 === 3) values[index] = index % 8 === 3 ? 0 : 255
    })
    const film = await filmOf(await image.png().toBuffer())
    expect(film.values[0]).toBe(0)
    expect(film.values[1]).toBe(luminance(values, 4))
  })

  it('opens CMYK JPEG', async () => {
    const film = await filmOf(await colourImage(3).image.toColourspace('cmyk').jpeg().toBuffer())
    expect(film.values.length).toBe(rows * columns)
    expect(film.warnings).toEqual(['converted-from-colour', 'lossy'])
  })
})

describe('JPEG', () => {
  it.each([false, true])('opens, progressive: %s, within what the compression loses', async (progressive) => {
    const bytes = await greyImage8().jpeg({ quality: 98, progressive }).toBuffer()
    const film = await filmOf(bytes)
    expect(Math.max(...Array.from(film.values, (value, index) => Math.abs(value - grey8[index]!)))).toBeLessThan(12)
    expect(film.warnings).toEqual(['lossy'])
    expect((await headerOf(bytes)).lossy).toBe(true)
  })

  it('is turned upright by its EXIF orientation', async () => {
    const bytes = await greyImage8().jpeg({ quality: 100 }).withMetadata({ orientation: 6 }).toBuffer()
    const film = await filmOf(bytes)
    expect(await headerOf(bytes)).toMatchObject({ rows: columns, columns: rows })
    expect([film.rows, film.columns]).toEqual([columns, rows])
    // Orientation 6: the first column, read upwards, becomes the first row.
    expect(Math.abs(film.values[0]! - grey8[(rows - 1) * columns]!)).toBeLessThan(8)
    expect(Math.abs(film.values[rows - 1]! - grey8[0]!)).toBeLessThan(8)
  })
})

describe('TIFF of floating point samples', () => {
  it('keeps them as they are', async () => {
    const values = Float32Array.of(-1.5, 0, 0.25, 1, 300.125, 7)
    const bytes = floatTiff(2, 3, values)
    const film = await filmOf(bytes)
    expect(film.values).toEqual(values)
    expect([film.minimum, film.maximum]).toEqual([-1.5, 300.125])
    expect(film.window.function).toBe('LINEAR_EXACT')
    expect(await headerOf(bytes)).toMatchObject({
      photometric: 'GREY',
      bitsAllocated: 32,
      bitsStored: 32,
      signed: true,
    })
  })
})

describe('WebP', () => {
  it('tells lossless from lossy', async () => {
    const lossless = await colourImage(3).image.webp({ lossless: true }).toBuffer()
    const lossy = await colourImage(3).image.webp({ quality: 50 }).toBuffer()
    expect((await headerOf(lossless)).lossy).toBe(false)
    expect((await headerOf(lossy)).lossy).toBe(true)
    expect((await filmOf(lossless)).values.length).toBe(rows * columns)
  })
})

describe('what does not open', () => {
  const images: [string, Sharp][] = [
    ['PNG', greyImage8().png()],
    ['JPEG', greyImage8().jpeg()],
    ['progressive JPEG', greyImage8().jpeg({ progressive: true })],
    ['TIFF', greyImage8().tiff({ compression: 'none' })],
    ['WebP', colourImage(3).image.webp({ lossless: true })],
  ]
  it.each(images)('a %s that ends too early is a problem, wherever it is cut', async (_, image) => {
    const bytes = await image.toBuffer()
    for (const part of [0.95, 0.7, 0.4]) {
      expect(['truncated', 'malformed']).toContain(
        await problemOf(filmOf(bytes.subarray(0, Math.floor(bytes.length * part)))),
      )
    }
  })

  it('a JPEG that lacks its last rows is called truncated', async () => {
    const bytes = await greyImage8().jpeg().toBuffer()
    expect(await problemOf(filmOf(bytes.subarray(0, Math.floor(bytes.length * 0.9))))).toBe('truncated')
  })

  it('a PNG that claims more pixels than are allowed', async () => {
    const bytes = await greyImage8().png().toBuffer()
    bytes.writeUInt32BE(60_000, 16)
    bytes.writeUInt32BE(60_000, 20)
    expect(['too-large', 'malformed']).toContain(await problemOf(headerOf(bytes)))
  })

  it('a second frame of a picture that has one', async () => {
    expect(await problemOf(filmOf(await greyImage8().png().toBuffer(), 1))).toBe('frame-out-of-range')
  })

  it.each([
    ['text', 'Dear colleague, '.repeat(40)],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['PDF', '%PDF-1.7 ...'],
    ['GIF', 'GIF89a.......'],
  ])('%s', async (_, text) => {
    expect(await problemOf(filmOf(new TextEncoder().encode(text)))).toBe('not-an-image')
  })
})
