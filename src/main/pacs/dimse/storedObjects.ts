import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { DicomNode } from '../connection.ts'
import { objectFile } from '../objects/objectFile.ts'
import type { Compared, ObjectFile } from '../peer.ts'
import { contentHash } from '../objects/sameContent.ts'
import { associate, type DimseRequest, type DimseResponse } from './association.ts'
import { dimse } from './library.ts'
import { isPending, isUnknown } from './statuses.ts'
import { listedKeys, type SentContent } from './sentContent.ts'

const { CFindRequest, CGetRequest } = dimse.requests

/** An object that the node has said to have stored, and what was sent. */
export type Stored = { object: ObjectFile; sent: SentContent }
/** What came of the comparison; no entry where it could not be made. */
export type Comparison = Map<Stored, Compared | 'other'>

type Asked = { node: DicomNode; stored: readonly Stored[]; folder: string; quietMs: number; signal: AbortSignal }
/** Notes what it finds; answers whether the node offers this at all. */
type Means = (asked: Asked, found: Comparison) => Promise<boolean>

/** A node that is silent to such a question, as some are that allow none, is not waited for long. */
const usualQuietMs = 10_000

/**
 * Asks a node what it keeps of objects that it has said to have stored: nodes answer success for a UID that they know and
 * keep the object that they had. What it does not offer is not asked again.
 */
export class StoredObjects {
  readonly #node: DicomNode
  readonly #folder: string
  readonly #quietMs: number
  #means: readonly Means[] = [byGet, byFind]

  /** Objects that come lie in the folder while they are compared. */
  constructor(node: DicomNode, folder: string, quietMs = usualQuietMs) {
    this.#node = node
    this.#folder = folder
    this.#quietMs = quietMs
  }

  /** Rejects with the signal's reason alone. */
  async compare(all: readonly Stored[], signal: AbortSignal): Promise<Comparison> {
    const found: Comparison = new Map()
    for (const means of this.#means) {
      const stored = all.filter((one) => !found.has(one))
      if (stored.length === 0) break
      const [node, folder, quietMs] = [this.#node, this.#folder, this.#quietMs]
      const isOffered = await means({ node, folder, quietMs, stored, signal }, found)
      if (!isOffered) this.#means = this.#means.filter((one) => one !== means)
    }
    return found
  }
}

/** C-GET of single objects, PS3.4 C.4.3. */
async function byGet(asked: Asked, found: Comparison): Promise<boolean> {
  const byUid = new Map(asked.stored.map((one) => [one.object.sopInstanceUid, one]))
  const requests = asked.stored.map(({ object: { place, sopInstanceUid } }) => {
    const request = CGetRequest.createImageGetRequest(...place, sopInstanceUid)
    request.setAddStorageSopClassesToAssociation(false)
    return request
  })
  const onObject = async (path: string): Promise<void> => {
    const one = byUid.get((await objectFile(path)).sopInstanceUid)
    if (one) found.set(one, hashOf(await readRegularFile(path)) === one.sent.hash ? 'whole' : 'other')
  }
  return isAnswered(asked, requests, () => undefined, onObject)
}

/** Undefined for what is no object: it is another one then. */
function hashOf(file: Uint8Array): string | undefined {
  try {
    return contentHash(file)
  } catch {
    return undefined
  }
}

/** C-FIND at the level of objects, PS3.4 C.4.1: by what the node lists of those that say when their content was made. */
async function byFind(asked: Asked, found: Comparison): Promise<boolean> {
  const byRequest = new Map<DimseRequest, Stored>()
  for (const one of asked.stored) {
    const [StudyInstanceUID, SeriesInstanceUID] = one.object.place
    const keys = { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID: one.object.sopInstanceUid }
    const wanted = Object.fromEntries(listedKeys.map((name) => [name, '']))
    byRequest.set(CFindRequest.createImageFindRequest({ Modality: '', ...wanted, ...keys }), one)
  }
  return isAnswered(asked, [...byRequest.keys()], (request, { status, elements }) => {
    const one = byRequest.get(request)!
    const isIt = String(elements.SOPInstanceUID) === one.object.sopInstanceUid
    const comparison = isPending(status) && isIt ? one.sent.listedAs(elements) : undefined
    if (comparison) found.set(one, comparison)
  })
}

/** Whether the node answers such requests with anything but that it does not know them, or fails. */
async function isAnswered(
  { node, folder, quietMs, signal }: Asked,
  requests: readonly DimseRequest[],
  onResponse: (request: DimseRequest, response: DimseResponse) => void,
  onObject?: (path: string) => Promise<void>,
): Promise<boolean> {
  let isOffered = false
  const note = (request: DimseRequest, response: DimseResponse): void => {
    isOffered ||= !isUnknown(response.status)
    onResponse(request, response)
  }
  const options = { quietMs, ...(onObject ? { retrieval: { folder, onObject } } : {}) }
  try {
    await associate(node, requests, note, signal, options)
  } catch (thrown) {
    signal.throwIfAborted()
    if (!(thrown instanceof ProblemError)) throw thrown
    // What it has said before stays said.
    return false
  }
  return isOffered
}
