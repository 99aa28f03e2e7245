import dicomParser, { type DataSet, type Element } from 'dicom-parser'
import { ProblemError } from '#shared/problem.ts'

/** Pixel data may be transcoded or cut into other fragments on the way, which changes nothing. */
const pixelData = 'x7fe00010'

/**
 * Whether two DICOM files say the same: all elements but lengths of groups, padding, file meta information and pixel data,
 * in whatever encoding. Rejects files that cannot be parsed with 'pacs-answer-damaged'.
 */
export function sameContent(a: Uint8Array, b: Uint8Array): boolean {
  const [one, other] = [a, b].map((bytes) => {
    try {
      return JSON.stringify(contentOf(dicomParser.parseDicom(bytes)))
    } catch (cause) {
      throw new ProblemError('pacs-answer-damaged', { cause })
    }
  })
  return one === other
}

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
