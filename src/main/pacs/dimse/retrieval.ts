import { Writable } from 'node:stream'
import type types from 'dcmjs-dimse'
import { ProblemError } from '#shared/problem.ts'
import { filmClasses, takenSyntaxes } from './classes.ts'
import { dimse } from './library.ts'
import { metaInformation } from './metaInformation.ts'
import { storeStatus } from './storeStatus.ts'

const { Implementation, responses } = dimse

/** The library's side of a connection, as far as objects that come with C-GET go through it. */
export type Network = {
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

/** Larger ones are not taken: an object is in memory once. */
const largestBytes = 2 ** 31

/** Has the objects that come on this connection told as whole files, one at a time. What `onObject` rejects with ends it. */
export function receiveObjects(
  network: Network,
  source: string,
  onObject: (bytes: Uint8Array) => Promise<void>,
  onFailure: (thrown: unknown) => void,
): void {
  let coming: Buffer[] = []
  let length = 0
  network.createStoreWritableStream = (context, request) => {
    const said = (request as types.requests.CStoreRequest).getCommandDataset().getElements()
    coming = [
      metaInformation({
        sopClassUid: String(said.AffectedSOPClassUID),
        sopInstanceUid: String(said.AffectedSOPInstanceUID),
        transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? explicit,
        implementationUid: Implementation.getImplementationClassUid(),
        source,
      }),
    ]
    length = 0
    return new Writable({
      // The library loses the order of what it must wait with in its first write.
      highWaterMark: 2 ** 31 - 1,
      write: (chunk: Buffer, _encoding, done) => {
        length += chunk.length
        if (length <= largestBytes) coming.push(chunk)
        else onFailure(new ProblemError('pacs-answer-too-large'))
        done()
      },
    })
  }
  // Kept as it came; the library would parse it, and write it otherwise.
  network.createDatasetFromStoreWritableStream = (_stream, _context, done) => done(undefined)
  network.on('cStoreRequest', (request, answer) => {
    const bytes = Buffer.concat(coming)
    coming = []
    onObject(bytes).then(() => {
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(storeStatus.success)
      answer(response)
    }, onFailure)
  })
}
