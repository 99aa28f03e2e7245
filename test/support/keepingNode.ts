import { createServer, type Server, type Socket } from 'node:net'
import dimse from 'dcmjs-dimse'

const { Dataset, Scp, constants, requests, responses } = dimse
const { PresentationContextResult, SopClass, Status } = constants
const [explicit, implicit] = ['1.2.840.10008.1.2.1', '1.2.840.10008.1.2']

export type KeepingTerms = {
  /** Of two objects of one UID; both times it answers success. */
  keeps?: 'first' | 'last'
  /** Status of C-STORE. */
  status?: number
  /** What it does when it is asked for an object; without it, it takes no such question. */
  get?: 'gives' | 'fails' | 'is silent' | 'dies' | 'has none'
  /** What it lists of each object when it is asked for its objects; without it, it takes no such question. */
  lists?: readonly string[]
}

/** A node that stores objects and gives them back, as far as its terms say. */
export function keepingNode({ keeps = 'first', status = Status.Success, get, lists }: KeepingTerms): Server {
  const kept = new Map<string, dimse.Dataset>()
  const uidIn = (request: { getDataset(): dimse.Dataset | undefined }): string =>
    String(request.getDataset()!.getElement('SOPInstanceUID'))
  class Keeping extends Scp {
    declare readonly socket: Socket
    override associationRequested(association: dimse.association.Association): void {
      for (const { context } of association.getPresentationContexts() as {
        context: dimse.association.PresentationContext
      }[]) {
        const abstract = context.getAbstractSyntaxUid()
        const isRefused =
          (abstract === SopClass.StudyRootQueryRetrieveInformationModelGet && !get) ||
          (abstract === SopClass.StudyRootQueryRetrieveInformationModelFind && !lists)
        // The library would transcode what it gives, and give it another UID.
        const syntax = [explicit, implicit].find((uid) => context.getTransferSyntaxUids().includes(uid))
        if (isRefused) context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported)
        else if (!syntax) context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported)
        else context.setResult(PresentationContextResult.Accept, syntax)
      }
      this.sendAssociationAccept()
    }
    override cStoreRequest(
      request: dimse.requests.CStoreRequest,
      answer: (response: dimse.responses.CStoreResponse) => void,
    ): void {
      const uid = uidIn(request)
      if (keeps === 'last' || !kept.has(uid)) kept.set(uid, request.getDataset()!)
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(status)
      answer(response)
    }
    override cGetRequest(
      request: dimse.requests.CGetRequest,
      answer: (all: dimse.responses.CGetResponse[]) => void,
    ): void {
      if (get === 'is silent') return
      if (get === 'dies') return void this.socket.destroy()
      const last = responses.CGetResponse.fromRequest(request)
      const object = get === 'gives' ? kept.get(uidIn(request)) : undefined
      last.setStatus(get === 'fails' ? Status.ProcessingFailure : Status.Success)
      if (!object) return answer([last])
      const store = new requests.CStoreRequest(object)
      store.on('response', () => answer([last]))
      this.sendRequests(store)
    }
    override cFindRequest(
      request: dimse.requests.CFindRequest,
      answer: (all: dimse.responses.CFindResponse[]) => void,
    ): void {
      const [found, last] = [responses.CFindResponse.fromRequest(request), responses.CFindResponse.fromRequest(request)]
      const object = kept.get(uidIn(request))!
      found.setDataset(
        new Dataset(Object.fromEntries(['SOPInstanceUID', ...lists!].map((name) => [name, object.getElement(name)]))),
      )
      found.setStatus(Status.Pending)
      last.setStatus(Status.Success)
      answer([found, last])
    }
    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse()
    }
  }
  return createServer((socket) => {
    socket.on('error', () => undefined)
    new Keeping(socket, {})
  })
}
