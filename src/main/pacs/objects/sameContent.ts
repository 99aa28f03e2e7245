import { createHash } from 'node:crypto'
import dicomParser, { type DataSet, type Element } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'

/** Pixel data may be transcoded or cut into other fragments on the way, which changes nothing. */
const pixelData = 'x7fe00010'

/**
 * Of what a DICOM file says: all elements but lengths of groups, padding, file meta information and pixel data, in whatever
 * encoding. Throws 'pacs-answer-damaged' for one that cannot be parsed.
 */
export function contentHash(file: Uint8Array): string {
  try {
    return createHash('sha256')
      .update(JSON.stringify(contentOf(dicomParser.parseDicom(file))))
      .digest('hex')
  } catch (cause) {
    throw new ProblemError('pacs-answer-damaged', { cause })
  }
}

/** Whether two DICOM files say the same, see `contentHash`. */
export const sameContent = (a: Uint8Array, b: Uint8Array): boolean => contentHash(a) === contentHash(b)

type Content = (string | Content)[]

function contentOf(data: DataSet): Content {
  return Object.keys(data.elements)
    .sort()
    .flatMap((tag): Content => {
      const isMeta = tag.startsWith('x0002') || tag.startsWith('xfffe')
      if (isMeta || tag.endsWith('0000') || tag === pixelData) return []
      const element = data.elements[tag]!
      const value = element.items
        ? element.items.map((item) => (item.dataSet ? contentOf(item.dataSet) : []))
        : valueOf(data, element)
      // An empty sequence and an empty value are the same where no VR is written.
      return value.length === 0 ? [tag] : [tag, value]
    })
}

/** Padding is a blank or a zero at the end, PS3.5 6.2. */
function valueOf({ byteArray }: DataSet, { dataOffset, length }: Element): string {
  const bytes = Buffer.from(byteArray.buffer, byteArray.byteOffset + dataOffset, Math.max(0, length))
  return bytes.toString('latin1').replace(/[ \0]+$/, '')
}
