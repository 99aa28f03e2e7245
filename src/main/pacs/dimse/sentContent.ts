import type types from 'dcmjs-dimse'
import { contentHash } from '../objects/sameContent.ts'
import { dimse } from './library.ts'
import { metaInformation } from './metaInformation.ts'

const explicit = '1.2.840.10008.1.2.1'

/** When the content was made: tells two objects of one UID apart. */
const moment = ['ContentDate', 'ContentTime'] as const
/** What a list of objects may hold of each. The library asks for a number in binary, such as Rows, as if it were 0. */
export const listedKeys = ['SOPClassUID', 'InstanceNumber', 'NumberOfFrames', ...moment] as const

/** What an object said as it was sent, without its pixels. */
export type SentContent = {
  hash: string
  /** Whether what a node lists of an object is of this one; undefined where it lists too little. */
  listedAs(elements: Record<string, unknown>): 'listed' | 'other' | undefined
}

/**
 * What a request has sent, once it was answered: the library writes an object again, so that its texts may be in another
 * character set than in the file. Undefined where that cannot be known.
 */
export function sentContent(request: types.requests.CStoreRequest): SentContent | undefined {
  try {
    const { PixelData: _, ...elements } = request.getDataset()!.getElements() as Record<string, unknown>
    const data = new dimse.Dataset(elements, explicit).getDenaturalizedDataset({ fragmentMultiframe: false })
    const about = {
      sopClassUid: '',
      sopInstanceUid: '',
      transferSyntaxUid: explicit,
      implementationUid: '',
      source: '',
    }
    const own = Object.fromEntries(listedKeys.map((name) => [name, textOf(elements[name])]))
    return {
      hash: contentHash(Buffer.concat([metaInformation(about), data])),
      listedAs: (listed) => {
        const said = listedKeys.map((name) => [name, textOf(listed[name])] as const).filter(([, text]) => text !== '')
        if (said.some(([name, text]) => text !== own[name])) return 'other'
        return moment.every((name) => said.some(([known]) => known === name)) ? 'listed' : undefined
      },
    }
  } catch {
    return undefined
  }
}

/** Numbers and times can be written in several ways. */
function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value
  if (typeof one !== 'string' && typeof one !== 'number') return ''
  const text = String(one).trim()
  return /^\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text
}
