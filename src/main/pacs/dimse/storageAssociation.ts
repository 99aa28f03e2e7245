import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type types from 'dcmjs-dimse'
import { takenSyntaxes } from './classes.ts'
import { dimse } from './library.ts'
import { ObjectStream, waitForDisk } from './objectStream.ts'
import { pduGuard } from './pduGuard.ts'
import { storeStatus, type ReceivedObject, type StoreStatus } from './storeStatus.ts'

const { Scp, Implementation, constants, responses } = dimse
const { PresentationContextResult, RejectReason, RejectResult, RejectSource, SopClass } = constants

export type AssociationTerms = {
  aeTitle: string
  /** AE titles of those who may speak; nobody else is answered. */
  allowed: readonly string[]
  /** SOP classes that are taken; all that are proposed where it is left out. */
  classes?: readonly string[]
  /** For objects that are on their way. */
  folder: string
  /** Bytes that another object may take. */
  room(): number
  /** What is answered. The object is safe, or not wanted, when this resolves. */
  onObject(object: ReceivedObject): Promise<StoreStatus>
  /** Why somebody was turned away, or an object was not taken. */
  onRefused(reason: 'calling' | 'called' | 'status', from: string, status?: StoreStatus): void
}

type Accepted = types.association.PresentationContext

/** A peer that says nothing for so long is left. */
const silenceMs = 60_000
const longestPdu = 262_144

/** One association with somebody who sends. */
export class StorageAssociation extends Scp {
  declare readonly socket: Socket
  readonly #terms: AssociationTerms
  #calling = ''
  #coming: ObjectStream | undefined
  #isLeaving = false
  #isRefused = false

  constructor(socket: Socket, terms: AssociationTerms) {
    super(socket, { connectTimeout: silenceMs, associationTimeout: silenceMs, pduTimeout: silenceMs })
    this.#terms = terms
    Object.assign(this, { connected: true, connectedTime: Date.now() })
    const fits = pduGuard(true)
    socket.prependListener('data', (chunk: Buffer) => {
      if (this.#isRefused || !fits(chunk)) socket.destroy()
    })
    socket.on('data', () => waitForDisk(socket, this.#coming))
    // What the library cannot read, too.
    this.on('networkError', () => socket.destroy())
    socket.once('close', () => {
      // What has come whole is kept, though nobody hears of it.
      if (!this.#coming?.writableEnded) void this.#coming?.discard()
    })
  }

  /** Ends when the object at hand has been answered; at once where there is none. */
  leave(): void {
    this.#isLeaving = true
    if (!this.#coming) this.socket.destroy()
  }

  override associationRequested(association: types.association.Association): void {
    const { aeTitle, allowed, onRefused } = this.#terms
    this.#calling = association.getCallingAeTitle().trim()
    const reason = !allowed.includes(this.#calling)
      ? 'calling'
      : association.getCalledAeTitle().trim() !== aeTitle
        ? 'called'
        : undefined
    if (reason) {
      this.#isRefused = true
      onRefused(reason, this.#calling)
      const code = { calling: RejectReason.CallingAeNotRecognized, called: RejectReason.CalledAeNotRecognized }[reason]
      this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, code)
      this.socket.end()
      return
    }
    for (const { context } of association.getPresentationContexts() as { context: Accepted }[]) this.#answer(context)
    // 0 stands for any length.
    if (association.getMaxPduLength() === 0) association.setMaxPduLength(longestPdu)
    this.sendAssociationAccept()
  }

  #answer(context: Accepted): void {
    const abstract = context.getAbstractSyntaxUid()
    const { classes } = this.#terms
    const proposed = context.getTransferSyntaxUids()
    if (abstract !== SopClass.Verification && classes && !classes.includes(abstract))
      return context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported)
    // In the order of whoever sends, so that nothing is compressed or decompressed on the way.
    const syntax = proposed.find((uid) => takenSyntaxes.includes(uid))
    if (syntax === undefined) context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported)
    else context.setResult(PresentationContextResult.Accept, syntax)
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse()
    this.socket.end()
  }

  override abort(): void {
    this.socket.destroy()
  }

  override cEchoRequest(
    request: types.requests.CEchoRequest,
    answer: (response: types.responses.CEchoResponse) => void,
  ): void {
    const response = responses.CEchoResponse.fromRequest(request)
    response.setStatus(storeStatus.success)
    answer(response)
  }

  override createStoreWritableStream(context: Accepted, request: types.requests.CStoreRequest): Writable {
    const said = request.getCommandDataset().getElements()
    const about = {
      sopClassUid: String(said.AffectedSOPClassUID),
      sopInstanceUid: String(said.AffectedSOPInstanceUID),
      transferSyntaxUid: context.getAcceptedTransferSyntaxUid() ?? '',
      implementationUid: Implementation.getImplementationClassUid(),
      source: this.#calling,
    }
    return (this.#coming = new ObjectStream(this.#terms.folder, about, this.#terms.room()))
  }

  /** The object stays in its file, and the library gets none to hold in memory. */
  override createDatasetFromStoreWritableStream(
    _stream: Writable,
    _context: Accepted,
    done: (dataset: types.Dataset) => void,
  ): void {
    done(undefined as unknown as types.Dataset)
  }

  override cStoreRequest(
    request: types.requests.CStoreRequest,
    answer: (response: types.responses.CStoreResponse) => void,
  ): void {
    void this.#store().then((status) => {
      if (status !== storeStatus.success) this.#terms.onRefused('status', this.#calling, status)
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(status)
      this.#coming = undefined
      if (this.socket.destroyed) return
      answer(response)
      if (this.#isLeaving) this.socket.end()
    })
  }

  async #store(): Promise<StoreStatus> {
    const coming = this.#coming
    if (!coming) return storeStatus.notUnderstood
    // The library also takes what comes in a context that was refused.
    const { classes } = this.#terms
    if (classes && !classes.includes(coming.about.sopClassUid)) {
      await coming.discard()
      return storeStatus.classNotSupported
    }
    const kept = await coming.kept()
    if (kept !== 'whole') return kept === 'failed' ? storeStatus.failed : storeStatus.outOfResources
    const { sopClassUid, sopInstanceUid } = coming.about
    try {
      const sha256 = coming.sha256()
      return await this.#terms.onObject({ path: coming.path, sopClassUid, sopInstanceUid, sha256, from: this.#calling })
    } catch {
      return storeStatus.failed
    } finally {
      await coming.discard()
    }
  }
}
