import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type types from 'dcmjs-dimse'
import { ProblemError } from '#shared/problem.ts'
import type { FetchedTo } from '../peer.ts'
import { filmClasses, takenSyntaxes } from './classes.ts'
import { dimse } from './library.ts'
import { ObjectStream, waitForDisk } from './objectStream.ts'
import { storeStatus } from './storeStatus.ts'

const { Implementation, responses } = dimse

/** The library's side of a connection, as far as objects that come with C-GET go through it. */
export type Network = {
  socket?: Socket
  sendAssociationRequest(association: types.association.Association): void
  createStoreWritableStream(context: types.association.PresentationContext, request: unknown): Writable
  createDatasetFromStoreWritableStream(stream: Writable, context: unknown, done: (dataset: undefined) => void): void
  on(event: 'cStoreRequest', store: (request: types.requests.CStoreRequest, answer: Answer) => void): void
}
type Answer = (response: types.responses.CStoreResponse) => void

const [implicit, explicit] = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']
const image = '1.2.840.10008.5.1.4.1.1'
/** Secondary Capture films are digitised ones. Each of these is asked for in every syntax by itself, to come as it is stored. */
const inAllSyntaxes = [...filmClasses, `${image}.7`]
/** Angiography, fluoroscopy, mammography and dental films: in the syntaxes that they are mostly stored in. */
const inSomeSyntaxes = ['.12.1', '.12.2', '.1.2', '.1.2.1', '.1.3', '.1.3.1'].map((end) => image + end)
const someSyntaxes = [50, 70, 80, 90, 91].map((end) => `1.2.840.10008.1.2.4.${end}`)
/** Multi-frame captures, CT, MR, ultrasound, presentation states, reports, selections, documents, segmentations. */
const others = ['.7.1', '.7.2', '.7.3', '.7.4', '.2', '.2.1', '.4', '.6.1', '.3.1', '.11.1', '.11.2', '.88.11', '.88.22', '.88.33', '.88.34', '.88.59', '.88.50', '.104.1', '.66.4', '.30'].map((end) => image + end) // prettier-ignore

/**
 * What this side takes in a C-GET: as SCP of each class (PS3.7 D.3.3.4). An acceptor chooses one syntax of a context, so
 * each that is compressed has one of its own. 128 contexts are the most there can be (PS3.8 9.3.2.2).
 */
export function proposeStorage(association: types.association.Association): void {
  const propose = (abstract: string, syntaxes: readonly (readonly string[])[]): void => {
    for (const [i, together] of syntaxes.entries()) {
      const id = association.addPresentationContext(abstract)
      const context = association.getPresentationContext(id)
      for (const syntax of together) context.addTransferSyntaxUid(syntax)
      // A role is that of a class, and is said once.
      if (i === 0) {
        context.setUserRole(false)
        context.setProviderRole(true)
      }
    }
  }
  const plain = [explicit, implicit]
  const alone = (uids: readonly string[]) => uids.filter((uid) => !plain.includes(uid)).map((uid) => [uid])
  for (const uid of inAllSyntaxes) propose(uid, [plain, ...alone(takenSyntaxes)])
  for (const uid of inSomeSyntaxes) propose(uid, [plain, ...alone(someSyntaxes)])
  for (const uid of others) propose(uid, [plain])
}

/** Larger ones are not taken. */
const largestBytes = 2 ** 31

const unkept = {
  'too-large': 'pacs-answer-too-large',
  'disk-full': 'pacs-folder-not-writable',
  failed: 'pacs-folder-not-writable',
} as const

/**
 * Writes the objects that come on this connection into files, one at a time. What `onObject` rejects with is a failure,
 * as is an object that cannot be kept. Answers with what removes an object that has not come whole.
 */
export function receiveObjects(
  network: Network,
  source: string,
  { folder, onObject }: FetchedTo,
  onFailure: (thrown: unknown) => void,
): () => Promise<void> {
  let coming: ObjectStream | undefined
  network.createStoreWritableStream = (context, request) => {
    const said = (request as types.requests.CStoreRequest).getCommandDataset().getElements()
    const about = {
      sopClassUid: String(said.AffectedSOPClassUID),
      sopInstanceUid: String(said.AffectedSOPInstanceUID),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? explicit,
      implementationUid: Implementation.getImplementationClassUid(),
      source,
    }
    coming = new ObjectStream(folder, about, largestBytes)
    coming.once('error', (cause) => onFailure(new ProblemError('pacs-folder-not-writable', { cause })))
    return coming
  }
  network.socket?.on('data', () => {
    if (coming?.isTooLarge) onFailure(new ProblemError('pacs-answer-too-large'))
    waitForDisk(network.socket!, coming)
  })
  // Kept as it came; the library would parse it, and write it otherwise.
  network.createDatasetFromStoreWritableStream = (_stream, _context, done) => done(undefined)
  const keep = async (object: ObjectStream): Promise<void> => {
    const kept = await object.kept()
    if (kept !== 'whole') throw new ProblemError(unkept[kept])
    try {
      await onObject(object.path)
    } finally {
      await object.discard()
    }
  }
  network.on('cStoreRequest', (request, answer) => {
    if (!coming) return onFailure(new ProblemError('pacs-answer-damaged'))
    keep(coming).then(() => {
      coming = undefined
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(storeStatus.success)
      answer(response)
    }, onFailure)
  })
  return async () => coming?.discard()
}
