import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { applyVoi } from '#shared/voi.ts'
import { filmOf } from '../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom } from '../../support/dicomPhantom.ts'

const rows = 60
const columns = 50
/** A film of 12 bits that does not use its whole range. */
const stored = Uint16Array.from(bonePattern(rows, columns, 12), (value) => 300 + (value >> 1))

async function shown(bytes: Uint8Array): Promise<Float32Array> {
  return applyVoi(await filmOf(bytes))
}

function worst(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0)
}

/** 16-bit and 8-bit PNG of the same film, as an export without a window writes them. */
async function pngs(): Promise<[Uint8Array, Uint8Array]> {
  const raw = { width: columns, height: rows, channels: 1 as const }
  const wide = await sharp(stored, { raw }).toColourspace('grey16').png().toBuffer()
  const narrow = await sharp(
    Uint8Array.from(stored, (value) => value >> 4),
    { raw },
  )
    .toColourspace('b-w')
    .png()
    .toBuffer()
  return [wide, narrow]
}

describe('one film in several formats, none of which has a window', () => {
  it('looks the same to the model: DICOM and 16-bit PNG exactly, 8-bit PNG within a level of its own', async () => {
    const dicom = await shown(dicomPhantom({ rows, columns, values: stored }))
    const [wide, narrow] = await Promise.all((await pngs()).map(shown))
    expect(worst(dicom, wide!)).toBe(0)
    const levels = (Math.max(...stored) - Math.min(...stored)) >> 4
    expect(worst(dicom, narrow!)).toBeLessThanOrEqual(1 / levels)
  })

  it('looks the same as MONOCHROME1', async () => {
    const negative = stored.map((value) => 4095 - value)
    const one = await shown(dicomPhantom({ rows, columns, values: negative, photometric: 'MONOCHROME1' }))
    expect(worst(one, await shown(dicomPhantom({ rows, columns, values: stored })))).toBeLessThan(1e-6)
  })

  it('looks the same as an 8-bit picture of what the window shows', async () => {
    const window = { center: 1000, width: 900, function: 'LINEAR_EXACT' }
    const windowed = await shown(dicomPhantom({ rows, columns, values: stored, window }))
    const raw = { width: columns, height: rows, channels: 1 as const }
    const picture = await sharp(
      Uint8Array.from(windowed, (grey) => Math.round(grey * 255)),
      { raw },
    )
      .toColourspace('b-w')
      .png()
      .toBuffer()
    expect(worst(windowed, await shown(picture))).toBeLessThanOrEqual(0.5 / 255 + 1e-6)
  })
})
