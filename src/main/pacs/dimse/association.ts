import type { Socket } from 'node:net'
import type dimseTypes from 'dcmjs-dimse'
import { ProblemError } from '#shared/problem.ts'
import { deadline } from '#main/deadlines/index.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { DicomNode } from '../connection.ts'
import type { FetchedTo } from '../peer.ts'
import { slicesOf } from '../objects/slices.ts'
import { dimse } from './library.ts'
import { pduGuard } from './pduGuard.ts'
import { proposeStorage, receiveObjects, type Network } from './retrieval.ts'

const { Client, Transcoding } = dimse
const { CGetResponse } = dimse.responses

export type DimseRequest = dimseTypes.requests.Request
/** A response's status and data set, as its library has it. */
export type DimseResponse = {
  status: number
  elements: Record<string, unknown>
  comment: string
  /** Of C-GET: objects that did not come. */
  failures: number
}
export type AssociationOptions = {
  quietMs?: number
  /** Where the objects go that come on the same association, C-GET. */
  retrieval?: FetchedTo
}

/** Where the other side says nothing, and takes nothing of what is sent, for so long, it is given up. */
const silenceMs = 30_000

const reasons: Record<string, 'calling' | 'called' | undefined> = { '1 3': 'calling', '1 7': 'called' }

/**
 * One association: sends the requests, tells of each response as it comes, and resolves once it was released. The
 * library reports neither requests that were never answered nor a peer that is silent, so both are seen to here. Rejects
 * with 'pacs-unreachable', 'pacs-refused', 'pacs-silent', 'pacs-broke-off' or 'pacs-answer-damaged', and with the signal's
 * reason.
 */
export async function associate(
  node: DicomNode,
  requests: readonly DimseRequest[],
  onResponse: (request: DimseRequest, response: DimseResponse) => void,
  signal: AbortSignal,
  { quietMs = silenceMs, retrieval }: AssociationOptions = {},
): Promise<void> {
  signal.throwIfAborted()
  if (!Transcoding.isInitialized()) await Transcoding.initializeAsync()
  const securityOptions = node.tls
    ? {
        securityOptions: {
          rejectUnauthorized: true,
          ...(node.tls.ca ? { ca: await readRegularFile(node.tls.ca) } : {}),
        },
      }
    : {}
  // Nobody is told of a signal that was given while codecs and certificates were loaded.
  signal.throwIfAborted()
  const client = new Client()
  const networkOf = () => (client as unknown as { network?: Network }).network
  await new Promise<void>((resolve, reject) => {
    let stopWatch = (): void => undefined
    let accepted = false
    let released = false
    let ended = false
    let discard = async (): Promise<void> => undefined
    const end = (problem?: unknown): void => {
      if (ended) return
      ended = true
      stopWatch()
      signal.removeEventListener('abort', onAbort)
      networkOf()?.socket?.destroy()
      void discard().then(() => (problem ? reject(problem as Error) : resolve()))
    }
    const onAbort = (): void => end(signal.reason)
    const heard = (): void => {
      stopWatch()
      if (ended) return
      stopWatch = deadline(quietMs, () => end(new ProblemError('pacs-silent')))
    }
    signal.addEventListener('abort', onAbort, { once: true })
    for (const request of requests) {
      request.on('response', (response: dimseTypes.responses.Response) => {
        heard()
        onResponse(request, {
          status: response.getStatus(),
          elements: response.getDataset()?.getElements() ?? {},
          comment: response.getErrorComment() ?? '',
          failures: response instanceof CGetResponse ? response.getFailures() : 0,
        })
      })
      client.addRequest(request)
    }
    client.on('connected', heard)
    client.on('associationAccepted', () => {
      accepted = true
      heard()
    })
    client.on('associationRejected', ({ source, reason }: { source: number; reason: number }) => {
      const whose = reasons[`${source} ${reason}`]
      end(new ProblemError(whose === 'calling' ? 'pacs-refused-calling' : whose === 'called' ? 'pacs-refused-called' : 'pacs-refused')) // prettier-ignore
    })
    client.on('associationReleased', () => (released = true))
    client.on('networkError', (cause: unknown) => {
      end(new ProblemError(accepted ? 'pacs-broke-off' : 'pacs-unreachable', { cause }))
    })
    client.on('closed', () =>
      end(released ? undefined : new ProblemError(accepted ? 'pacs-broke-off' : 'pacs-refused')),
    )
    heard()
    client.send(node.host, node.port, node.callingAeTitle, node.aeTitle, {
      // Its own limits come later than the one above, which says what is wrong. That between two PDUs from the other side
      // knows nothing of what is sent meanwhile.
      connectTimeout: 2 * quietMs,
      associationTimeout: 2 * quietMs,
      pduTimeout: Number.POSITIVE_INFINITY,
      // A frame of RLE is one fragment (PS3.5 A.4.2); the library would cut it into pieces.
      datasetWriteOptions: { fragmentMultiframe: false },
      ...securityOptions,
    })
    const network = networkOf()
    if (!network) return
    if (network.socket) tellOfSlices(network.socket, heard)
    const fits = pduGuard(retrieval !== undefined)
    network.socket?.prependListener('data', (chunk: Buffer) => {
      if (!fits(chunk)) end(new ProblemError('pacs-answer-damaged'))
    })
    if (!retrieval) return
    const sendRequest = network.sendAssociationRequest.bind(network)
    network.sendAssociationRequest = (association) => {
      try {
        proposeStorage(association)
        sendRequest(association)
      } catch (thrown) {
        end(thrown)
      }
    }
    network.socket?.on('data', heard)
    discard = receiveObjects(network, node.aeTitle, retrieval, end)
  })
}

/** Tells when each part of what is written has gone. The library writes whole objects, at once. */
function tellOfSlices(socket: Socket, onSlice: () => void): void {
  // All that waits would be one write, of which the end alone is told.
  socket._writev = undefined
  const write = socket.write.bind(socket) as (chunk: Uint8Array, done: () => void) => boolean
  socket.write = (chunk: Uint8Array | string): boolean => {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    let goesOn = true
    for (const slice of slicesOf(bytes)) goesOn = write(slice, onSlice)
    return goesOn
  }
}
