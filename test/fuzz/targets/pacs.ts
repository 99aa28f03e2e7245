import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import dimse from 'dcmjs-dimse'
import { fetchStudy, objectFile, peerOf, type Connection } from '#main/pacs/index.ts'
import type { Target } from '../target.ts'
import { listening, overheard } from './overheard.ts'
import { storedFilm } from './storedFilm.ts'

const going = new AbortController().signal
/** Longer than a client needs to answer; a client that waits for more is let go. */
const patienceMs = 200

const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const parts = (object: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'), object, Buffer.from('\r\n--b--\r\n')])

const uid = (value: string) => ({ vr: 'UI', Value: [value] })
const one = [{ '0020000D': uid('1.2.3'), '0020000E': uid('1.2.3.4'), '00080018': uid('1.2.3.4.5') }]
const found = [{ ...one[0], '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Roe^Jane' }] }, '00080061': { vr: 'CS', Value: ['DX'] }, '00201208': { vr: 'IS', Value: [3] } }] // prettier-ignore
const stored = { '00081199': { vr: 'SQ', Value: [{ '00081155': uid('1.2.3.4.5') }] } }
const refused = { '00081198': { vr: 'SQ', Value: [{ '00081155': uid('1.2.3.4.5'), '00081197': { vr: 'US', Value: [272] } }] } } // prettier-ignore

const json = 'application/dicom+json'
const related = 'multipart/related; type="application/dicom"; boundary=b'

/** What a DICOMweb server answers, by the question that it answers. */
export const webAnswers: Target = {
  name: 'DICOMweb answer',
  text: true,
  seeds: () =>
    Promise.resolve([text(found), text(stored), parts(storedFilm()), text(refused), text(one), parts(storedFilm())]),
  start: async (folder) => {
    const path = join(folder, 'film.dcm')
    await writeFile(path, storedFilm())
    const object = await objectFile(path)
    let answers: (url: string, method: string) => { type: string; body: Uint8Array } | undefined
    const server = createHttpServer((request, response) => {
      const { type, body } = answers(request.url!, request.method!) ?? { type: json, body: text(one) }
      request.resume().on('end', () => response.setHeader('content-type', type).end(body))
    })
    const url = `http://127.0.0.1:${await listening(server)}/dicom-web`
    const peer = await peerOf({ name: 'web', kind: 'dicomweb', url })
    return {
      take: async (body, index) => {
        const question = index % 6
        const isObject = (at: string): boolean => /\/instances\/[^/]+$/.test(at)
        answers = (at, method) => {
          if (question === 2 || question === 5) return isObject(at) ? { type: related, body } : undefined
          if (question === 4) return isObject(at) ? { type: related, body: parts(storedFilm()) } : { type: json, body }
          if (question === 0 || method === 'POST') return { type: json, body }
          return { type: related, body: parts(storedFilm()) }
        }
        if (question === 0) await peer.studies({}, 10, going)
        else if (question === 2 || question === 4)
          await fetchStudy(peer, '1.2.3', folder, { signal: going, onObject: () => undefined })
        else if (question === 5) {
          // What the server keeps is looked at after an object was sent.
          answers = (_at, method) => (method === 'POST' ? { type: json, body: text(stored) } : { type: related, body })
          await peer.send([object], told, going)
        } else await peer.send([object], told, going)
        return 'answered'
      },
      stop: async () => void server.close(),
    }
  },
}

const told = ({ problem }: { problem?: { code: string } }): void => {
  if (problem?.code === 'internal') throw new Error('An error without a code.')
}

const nodeAt = (port: number): Connection => ({
  ...{ name: 'peer', kind: 'dicom', aeTitle: 'PEER', host: '127.0.0.1', port },
  callingAeTitle: 'FRACTUREGUARD',
})

/** What a node says to a query: what accepts the association, and all that follows. */
async function spoken(): Promise<[accepted: Buffer, rest: Buffer]> {
  const { CFindResponse } = dimse.responses
  class Node extends dimse.Scp {
    override associationRequested(association: dimse.association.Association): void {
      for (const { context } of association.getPresentationContexts() as {
        context: dimse.association.PresentationContext
      }[])
        context.setResult(dimse.constants.PresentationContextResult.Accept, context.getTransferSyntaxUids()[0])
      this.sendAssociationAccept()
    }
    override cFindRequest(
      request: dimse.requests.CFindRequest,
      callback: (responses: dimse.responses.CFindResponse[]) => void,
    ): void {
      const pending = CFindResponse.fromRequest(request)
      pending.setDataset(new dimse.Dataset({ PatientName: 'Roe^Jane', PatientID: '7', StudyInstanceUID: '1.2.3' }))
      pending.setStatus(dimse.constants.Status.Pending)
      const last = CFindResponse.fromRequest(request)
      last.setStatus(dimse.constants.Status.Success)
      callback([pending, last])
    }
    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse()
    }
  }
  const node = createServer((socket) => void new Node(socket, {}))
  const port = await listening(node)
  const { answered: all } = await overheard(port, async (ear) => (await peerOf(nodeAt(ear))).studies({}, 10, going))
  node.close()
  const end = 6 + all.readUInt32BE(2)
  return [all.subarray(0, end), all.subarray(end)]
}

/** Whether a unit is as long as it says; whoever gets a part of one waits for the rest. */
const isWhole = (unit: Uint8Array): boolean => unit.length >= 6 && 6 + Buffer.from(unit).readUInt32BE(2) === unit.length

/** What a DICOM node sends over DIMSE, PS3.8 9.3. */
export const nodeAnswers: Target = {
  name: 'DIMSE answer',
  seeds: async () => [Buffer.concat(await spoken())],
  start: async () => {
    const [{ length: first }] = await spoken()
    let bytes: Uint8Array
    const server = createServer((socket) => {
      let isAccepted = false
      const letGo = setTimeout(() => socket.end(), patienceMs)
      socket.on('error', () => undefined).on('close', () => clearTimeout(letGo))
      socket.on('data', () => {
        if (isAccepted || !isWhole(bytes.subarray(0, first)))
          return void socket.end(bytes.subarray(isAccepted ? first : 0))
        isAccepted = true
        socket.write(bytes.subarray(0, first))
      })
    })
    const peer = await peerOf(nodeAt(await listening(server)))
    return {
      take: async (given) => {
        bytes = given
        const { studies } = await peer.studies({}, 10, going)
        return `answered with ${studies.length}`
      },
      stop: async () => void server.close(),
    }
  },
}
