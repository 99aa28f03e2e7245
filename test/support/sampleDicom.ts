import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dicomPhantom } from './dicomPhantom.ts'

const samples = join(import.meta.dirname, '../../resources/samples')
const jpegBaseline = '1.2.840.10008.1.2.4.50'
const root = '1.2.826.0.1.3680043.10.9'

/** A film that comes with the program as a DICOM file, in its own compression; one study a film. */
export async function sampleDicom(
  name: string,
  number: number,
): Promise<{ bytes: Uint8Array; uid: string; study: string; grey: boolean }> {
  const jpeg = await readFile(join(samples, name))
  const { rows, columns, components } = frameOf(jpeg)
  const [study, uid] = [`${root}.${number}`, `${root}.${number}.1.1`]
  const bytes = dicomPhantom({
    ...{ rows, columns, bitsAllocated: 8, bitsStored: 8, modality: 'DX' },
    ...(components === 3 ? { samplesPerPixel: 3, photometric: 'YBR_FULL_422' } : {}),
    ...{ patientName: `Doe^Film${number}`, patientId: `N-${number}` },
    transferSyntax: jpegBaseline,
    encapsulatedFrames: [[jpeg]],
    elements: [
      { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1.1' },
      { tag: 0x00080018, vr: 'UI', value: uid },
      { tag: 0x00080020, vr: 'DA', value: '20240517' },
      { tag: 0x0020000d, vr: 'UI', value: study },
      { tag: 0x0020000e, vr: 'UI', value: `${study}.1` },
    ],
  })
  return { bytes, uid, study, grey: components === 1 }
}

/** From the frame header, ITU-T T.81 B.2.2. */
function frameOf(jpeg: Buffer): { rows: number; columns: number; components: number } {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1]!
    if (marker >= 0xc0 && marker <= 0xc2)
      return { rows: jpeg.readUInt16BE(at + 5), columns: jpeg.readUInt16BE(at + 7), components: jpeg[at + 9]! }
  }
  throw new Error('This JPEG has no frame.')
}
