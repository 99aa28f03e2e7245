import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pack, unpack } from '#shared/packedMessage.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { filmOf } from '../../../support/decodeBytes.ts'
import { bonePattern, dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import { explicitBigEndian, type DicomElement } from '../../../support/dicomWriter.ts'
import { sharedFolder } from '../../../support/sharedData.ts'

const shape = { rows: 3, columns: 5 }
/** Pixels 0, 4, 7 and 14 of 15. */
const bits = Uint8Array.of(0b10010001, 0b01000000)

function plane(data: DicomElement['value'], extra: readonly DicomElement[] = [], group = 0x6000): DicomElement[] {
  const at = (element: number) => group * 0x10000 + element
  return [
    { tag: at(0x0010), vr: 'US', value: 3 },
    { tag: at(0x0011), vr: 'US', value: 5 },
    { tag: at(0x0040), vr: 'CS', value: 'G' },
    { tag: at(0x0050), vr: 'SS', value: [1, -1] },
    { tag: at(0x0100), vr: 'US', value: 1 },
    { tag: at(0x0102), vr: 'US', value: 0 },
    { tag: at(0x1500), vr: 'LO', value: 'Arrow' },
    { tag: at(0x3000), vr: 'OW', value: data },
    ...extra,
  ]
}

const overlays = async (options: PhantomOptions, frame = 0) =>
  (await filmOf(dicomPhantom({ ...shape, ...options }), frame)).overlays

describe('overlay planes', () => {
  it('are given with their place and their words', async () => {
    const expected = { type: 'graphics', rows: 3, columns: 5, row: 0, column: -2, label: 'Arrow', bits }
    expect(await overlays({ elements: plane(bits) })).toEqual([expected])
    expect(await overlays({ elements: [...plane(bits), ...plane(bits, [], 0x601e)] })).toHaveLength(2)
    expect(await overlays({})).toBeUndefined()
  })

  it('are words that big endian turns round', async () => {
    const [first] = (await overlays({
      transferSyntax: explicitBigEndian,
      elements: plane(Uint8Array.of(bits[1]!, bits[0]!)),
    }))!
    expect(first?.bits).toEqual(bits)
  })

  it('of a frame begin where the frame before ends, inside a byte, and go with the frames that they name', async () => {
    const two = Uint8Array.of(bits[0]!, bits[1]! | 0x80, 0, 0)
    const elements = plane(two, [
      { tag: 0x60000015, vr: 'IS', value: '2' },
      { tag: 0x60000051, vr: 'US', value: 2 },
    ])
    expect(await overlays({ frames: 3, elements }, 0)).toBeUndefined()
    expect((await overlays({ frames: 3, elements }, 1))?.[0]?.bits).toEqual(bits)
    expect((await overlays({ frames: 3, elements }, 2))?.[0]?.bits).toEqual(Uint8Array.of(1, 0))
  })

  it('are found in the bits of the pixels that the film does not use', async () => {
    const film = bonePattern(3, 5, 12)
    const set = [0, 4, 7, 14]
    const values = film.map((value, pixel) => value | (set.includes(pixel) ? 0x8000 : 0))
    const elements = plane([]).filter(({ tag }) => tag !== 0x60003000 && tag !== 0x60000102)
    const decoded = await filmOf(
      dicomPhantom({ ...shape, values, elements: [...elements, { tag: 0x60000102, vr: 'US', value: 15 }] }),
    )
    expect(decoded.overlays?.[0]?.bits).toEqual(bits)
    expect(Array.from(decoded.values)).toEqual(Array.from(film))
    // A position inside the film's own bits is none.
    expect(
      await overlays({ values, elements: [...elements, { tag: 0x60000102, vr: 'US', value: 11 }] }),
    ).toBeUndefined()
  })

  it('that are damaged are left out, and the film opens', async () => {
    expect(
      await overlays({
        elements: plane(Uint8Array.of(1, 0)).map((e) => (e.tag === 0x60000010 ? { ...e, value: 60_000 } : e)),
      }),
    ).toBeUndefined()
  })

  it('are never part of what the model sees', async () => {
    const big = { rows: 64, columns: 48 }
    const data = new Uint8Array((64 * 48) / 8).fill(0xff)
    const elements = plane(data).map((e) =>
      e.tag === 0x60000010 ? { ...e, value: 64 } : e.tag === 0x60000011 ? { ...e, value: 48 } : e,
    )
    const marked = await filmOf(dicomPhantom({ ...big, elements }))
    const plain = await filmOf(dicomPhantom(big))
    expect(marked.overlays).toHaveLength(1)
    const input = { inputSize: 64, fit: 'pad' } as never
    expect(networkInput(marked, input)).toEqual(networkInput(plain, input))
  })

  it('travel to the page and back', async () => {
    const film = await filmOf(dicomPhantom({ ...shape, elements: plane(bits) }))
    expect(unpack(pack(film).buffer)).toEqual(film)
  })

  const { path } = sharedFolder('dicom')
  const real = join(path, 'pydicom/src/pydicom/data/test_files/examples_overlay.dcm')
  it.skipIf(!existsSync(real))('of a real film are those of pydicom', async () => {
    const [first] = (await filmOf(readFileSync(real))).overlays!
    const set = first!.bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
    expect([first!.rows, first!.columns, set]).toEqual([300, 484, 222])
  })
})
