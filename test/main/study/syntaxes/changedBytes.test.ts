import { expect, it } from 'vitest'
import { changedByteTable } from '#main/study/conformance.ts'
import { Random } from '#main/network/random.ts'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import { encodeFrame, type Encoder } from '../../../support/jpegFamily.ts'
import { encodeRle } from '../../../support/rleEncoder.ts'

const rows = 120
const columns = 96
const changes = 60
/** Where nearly all are noticed, fewer tell; and each lets a codec's module go, which is slow to load again. */
const fewChanges = 15
/** Films differ, and so small a one has fewer codes that fit nowhere. */
const least = (stated: number): number => stated - Math.min(30, stated / 2)

/** A film with the noise that films have: without it nearly nothing would be coded. */
function noisy(bits: 8 | 12): Uint16Array {
  const random = new Random(1)
  const most = 2 ** bits - 1
  const noise = bits === 8 ? 1 : 6
  return Uint16Array.from(bonePattern(rows, columns, bits), (value) =>
    Math.min(most, Math.max(0, Math.round(value + noise * random.normal()))),
  )
}

const wide = new Uint8Array(noisy(12).buffer)
const coded =
  (encoder: Encoder, parameters: Record<string, unknown>, bits: 8 | 12 = 12) =>
  () =>
    encodeFrame(encoder, { rows, columns, bitsStored: bits, values: noisy(bits) }, parameters)

const streams: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  '.5': () => encodeRle(wide, rows * columns, 2),
  '.4.50': coded('encodeJpeg', { lossy: true, quality: 90 }, 8),
  '.4.57': coded('encodeJpeg', { lossy: false, predictor: 7 }),
  '.4.70': coded('encodeJpeg', { lossy: false, predictor: 1 }),
  '.4.80': coded('encodeJpegLs', { lossy: false }),
  '.4.81': coded('encodeJpegLs', { lossy: true, allowedLossyError: 3 }),
  '.4.90': coded('encodeJpeg2000', { lossy: false }),
  '.4.91': coded('encodeJpeg2000', { lossy: true, rate: 6 }),
  '.4.201': coded('encodeHtJpeg2000', { lossy: false }),
  '.4.202': coded('encodeHtJpeg2000', { lossy: false, progressionOrder: 2 }),
  '.4.203': coded('encodeHtJpeg2000', { lossy: true }),
  '.4.110': coded('encodeJpegXl', { lossy: false }),
}
const cases = Object.entries(streams).flatMap(([end, stream]) => {
  const row = changedByteTable.find(({ uids }) => uids.includes(`1.2.840.10008.1.2${end}`))!
  return [{ end, stream, ...row }]
})

it.each(cases)('as many changed bytes are noticed as the page says: $end $name', async (row) => {
  const stream = await row.stream()
  const bits = row.end === '.4.50' ? 8 : 12
  const options: PhantomOptions = {
    rows,
    columns,
    bitsStored: bits,
    bitsAllocated: bits === 8 ? 8 : 16,
    transferSyntax: `1.2.840.10008.1.2${row.end}`,
  }
  const film = (frame: Uint8Array) => filmOf(dicomPhantom({ ...options, encapsulatedFrames: [[frame]] }))
  expect((await film(stream)).warnings).not.toContain('decoder-warned')

  const random = new Random(17)
  let refused = 0
  let warned = 0
  const count = row.refused > 98 ? fewChanges : changes
  for (let change = 0; change < count; change++) {
    const changed = stream.slice()
    const at = random.below(stream.length)
    changed[at] = changed[at]! ^ (1 + random.below(255))
    const opened = film(changed)
    const code = await problemOf(opened)
    expect(['none', 'malformed', 'truncated', 'unsupported-format', 'too-large']).toContain(code)
    if (code !== 'none') refused++
    else if ((await opened).warnings.includes('decoder-warned')) warned++
  }
  const share = (noticed: number) => (100 * noticed) / count
  expect(share(refused)).toBeGreaterThanOrEqual(least(row.refused))
  expect(share(refused + warned)).toBeGreaterThanOrEqual(least(row.refused + row.warned))
})
