import { once } from 'node:events'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import dimse from 'dcmjs-dimse'
import { afterEach, describe, expect, it } from 'vitest'
import { associate } from '#main/pacs/dimse/association.ts'
import { webAnswer } from '#main/pacs/web/request.ts'
import { objectFile, peerOf, type Connection, type SentObject } from '#main/pacs/index.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { runCli } from '../../support/runCli.ts'

const { Scp, constants, responses } = dimse
const going = new AbortController().signal
const servers: { close(): unknown }[] = []
afterEach(() => void servers.splice(0).forEach((server) => server.close()))

async function listening(server: Server): Promise<number> {
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

const nodeAt = (port: number): Extract<Connection, { kind: 'dicom' }> => ({
  ...{ name: 'peer', kind: 'dicom', aeTitle: 'PEER', host: '127.0.0.1', port },
  callingAeTitle: 'FRACTUREGUARD',
})

/** A node of the library that behaves as `acts` says. */
function oddNode(
  acts: Partial<Record<'associate' | 'find' | 'store', (scp: InstanceType<typeof Scp>, more?: unknown) => void>>,
) {
  class Odd extends Scp {
    override associationRequested(association: dimse.association.Association): void {
      if (acts.associate) return acts.associate(this, association)
      for (const { id, context } of association.getPresentationContexts() as {
        id: number
        context: dimse.association.PresentationContext
      }[]) {
        void id
        context.setResult(constants.PresentationContextResult.Accept, context.getTransferSyntaxUids()[0])
      }
      this.sendAssociationAccept()
    }
    override cStoreRequest(
      request: dimse.requests.CStoreRequest,
      callback: (response: dimse.responses.CStoreResponse) => void,
    ): void {
      if (acts.store) return acts.store(this, { request, callback })
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(constants.Status.Success)
      callback(response)
    }
    override cFindRequest(
      request: dimse.requests.CFindRequest,
      callback: (responses: dimse.responses.CFindResponse[]) => void,
    ): void {
      acts.find?.(this, { request, callback })
    }
    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse()
    }
  }
  return createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    new Odd(socket, {})
  })
}

async function sendOne(port: number): Promise<SentObject[]> {
  const path = join(await newFolder(), 'film.dcm')
  await writeFile(path, dicomPhantom({ elements: uids }))
  const sent: SentObject[] = []
  const peer = await peerOf(nodeAt(port))
  await peer.send([await objectFile(path)], (one) => sent.push(one), going)
  return sent
}
/** Of the peers that are slow. */
const quietMs = 2_000

/** Takes 1 MB of a stream every tenth of a second. */
function slowly(stream: Readable, onData: (chunk: Buffer) => void): void {
  let room = 0
  stream.on('data', (chunk: Buffer) => {
    room -= chunk.length
    onData(chunk)
    if (room < 0) stream.pause()
  })
  const timer = setInterval(() => {
    room = Math.min(room + 1e6, 1e6)
    if (room >= 0) stream.resume()
  }, 100)
  stream.on('close', () => clearInterval(timer))
}

const uids = [
  { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
  { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
]

describe('a node that', () => {
  it('is not there is said to be unreachable', async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise((closed) => server.close(closed))
    servers.length = 0
    await expect((await peerOf(nodeAt(port))).test(going)).rejects.toMatchObject({ id: 'pacs-unreachable' })
  })

  it('takes this program for a stranger, or has another title, says which', async () => {
    const { RejectResult, RejectSource, RejectReason } = constants
    for (const [reason, id] of [
      [RejectReason.CallingAeNotRecognized, 'pacs-refused-calling'],
      [RejectReason.CalledAeNotRecognized, 'pacs-refused-called'],
      [RejectReason.NoReasonGiven, 'pacs-refused'],
    ] as const) {
      const reject = (scp: InstanceType<typeof Scp>) =>
        scp.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, reason)
      const port = await listening(oddNode({ associate: reject }))
      await expect((await peerOf(nodeAt(port))).test(going)).rejects.toMatchObject({ id })
    }
  })

  it('accepts the connection and stays silent is given up, and so is one that is silent later', async () => {
    const silent = await listening(createServer((socket) => void socket.on('error', () => undefined)))
    const echo = () => new dimse.requests.CEchoRequest()
    const quick = (port: number) => associate(nodeAt(port), [echo()], () => undefined, going, { quietMs: 400 })
    await expect(quick(silent)).rejects.toMatchObject({ id: 'pacs-silent' })
    const mute = await listening(oddNode({ associate: () => undefined }))
    await expect(quick(mute)).rejects.toMatchObject({ id: 'pacs-silent' })
  })

  it('takes a film slowly but steadily is waited for, however long that takes', async () => {
    const port = await listening(oddNode({}))
    const slow = await listening(
      createServer((near) => {
        const far = connect(port, '127.0.0.1')
        for (const socket of [near, far]) socket.on('error', () => undefined).on('close', () => near.destroy())
        far.pipe(near)
        slowly(near, (chunk) => far.write(chunk))
      }),
    )
    const path = join(await newFolder(), 'film.dcm')
    await writeFile(path, dicomPhantom({ elements: uids, rows: 4000, columns: 4000, pixelBytes: new Uint8Array(32e6) }))
    const statuses: number[] = []
    const began = performance.now()
    const request = new dimse.requests.CStoreRequest(path)
    await associate(nodeAt(slow), [request], (_request, { status }) => statuses.push(status), going, { quietMs })
    expect(statuses).toEqual([0])
    expect(performance.now() - began).toBeGreaterThan(1.5 * quietMs)
  }, 60_000)

  it('dies half-way is said to have ended the connection, for each object', async () => {
    const port = await listening(oddNode({ store: (scp) => (scp as unknown as { socket: Socket }).socket.destroy() }))
    expect(await sendOne(port)).toMatchObject([{ problem: { id: 'pacs-broke-off' } }])
  })

  it('refuses an object says with which status', async () => {
    const refuse = (_scp: unknown, more: unknown) => {
      const { request, callback } = more as { request: dimse.requests.CStoreRequest; callback(response: unknown): void }
      const response = responses.CStoreResponse.fromRequest(request)
      response.setStatus(0xa700)
      callback(response)
    }
    const port = await listening(oddNode({ store: refuse }))
    expect(await sendOne(port)).toMatchObject([
      { problem: { id: 'pacs-status', message: expect.stringContaining('A700') } },
    ])
  })

  it.each(['RejectAbstractSyntaxNotSupported', 'RejectTransferSyntaxesNotSupported'] as const)(
    'answers %s for all that is offered does not pass for one that stored',
    async (refusal) => {
      const none = (scp: InstanceType<typeof Scp>, given: unknown) => {
        const association = given as dimse.association.Association
        for (const { context } of association.getPresentationContexts() as {
          context: dimse.association.PresentationContext
        }[])
          context.setResult(constants.PresentationContextResult[refusal])
        scp.sendAssociationAccept()
      }
      const port = await listening(oddNode({ associate: none }))
      expect(await sendOne(port)).toMatchObject([{ problem: { id: 'pacs-unanswered' } }])
    },
  )

  it('answers with what is no text of its kind does nothing to a terminal', async () => {
    const { CFindResponse } = responses
    const answer = (_scp: unknown, more: unknown) => {
      const { request, callback } = more as {
        request: dimse.requests.CFindRequest
        callback(all: dimse.responses.CFindResponse[]): void
      }
      const [pending, last] = [CFindResponse.fromRequest(request), CFindResponse.fromRequest(request)]
      pending.setDataset(new dimse.Dataset({ SpecificCharacterSet: '\u001b[2J', PatientName: 'Roe^Jane' }))
      pending.setStatus(constants.Status.Pending)
      last.setStatus(constants.Status.Success)
      callback([pending, last])
    }
    const port = await listening(oddNode({ find: answer }))
    const home = await newHome()
    await runCli(home, 'connections', 'add', 'odd', '--dicom', `PEER@127.0.0.1:${port}`)
    const { stdout, stderr } = await runCli(home, 'pacs', 'query', 'odd')
    expect(stdout + stderr).not.toMatch(/\u001b|WARN/)
  })

  it('is left at once where the user stops', async () => {
    const port = await listening(createServer((socket) => void socket.on('error', () => undefined)))
    const stop = new AbortController()
    const testing = (await peerOf(nodeAt(port))).test(stop.signal)
    stop.abort(new Error('stopped'))
    await expect(testing).rejects.toThrow('stopped')
  })
})

describe('a DICOMweb server that', () => {
  const serverOf = async (listener: RequestListener) => {
    const server = createHttpServer(listener)
    return peerOf({ name: 'web', kind: 'dicomweb', url: `http://127.0.0.1:${await listening(server)}/dicom-web` })
  }

  it.each([
    [401, 'pacs-login-refused'],
    [403, 'pacs-login-refused'],
    [500, 'pacs-web-status'],
  ])('answers %i is told of', async (status, id) => {
    const peer = await serverOf((_request, response) => void response.writeHead(status).end())
    await expect(peer.test(going)).rejects.toMatchObject({ id })
  })

  it('leads elsewhere is not followed', async () => {
    let asked = 0
    const other = createHttpServer((_request, response) => void (asked++, response.end('[]')))
    const to = `http://127.0.0.1:${await listening(other)}/`
    const peer = await serverOf((_request, response) => void response.writeHead(302, { location: to }).end())
    await expect(peer.test(going)).rejects.toMatchObject({ id: 'pacs-unreachable' })
    expect(asked).toBe(0)
  })

  const post = async (listener: RequestListener, bytes: number, limitMs: number): Promise<number> => {
    const url = `http://127.0.0.1:${await listening(createHttpServer(listener))}/dicom-web`
    const body = (async function* () {
      yield Buffer.alloc(bytes)
    })()
    const wish = { method: 'POST', accept: 'application/dicom+json', type: 'application/dicom', body } as const
    const use = async ({ status }: { status: number }): Promise<number> => status
    return webAnswer({ name: 'web', kind: 'dicomweb', url }, 'studies', wish, { signal: going, quietMs: limitMs, use })
  }

  it('has stored objects is told to have them where the user stops while they are compared', async () => {
    const folder = await newFolder()
    const paths = ['1', '2'].map((end) => join(folder, `${end}.dcm`))
    for (const [i, path] of paths.entries())
      await writeFile(path, dicomPhantom({ elements: [{ tag: 0x00080018, vr: 'UI', value: `1.2.3.4.${i}` }, ...uids] }))
    const objects = await Promise.all(paths.map((path) => objectFile(path)))
    const stop = new AbortController()
    const peer = await serverOf((request, response) => {
      if (request.method === 'GET') return stop.abort()
      const Value = objects.map(({ sopInstanceUid }) => ({ '00081155': { Value: [sopInstanceUid] } }))
      request.resume().on('end', () => response.end(JSON.stringify({ '00081199': { Value } })))
    })
    const sent: SentObject[] = []
    await expect(peer.send(objects, (one) => sent.push(one), stop.signal)).rejects.toThrow()
    expect(sent).toEqual(objects.map(({ sopInstanceUid }) => ({ sopInstanceUid })))
  })

  it('takes objects slowly but steadily is waited for, however long that takes', async () => {
    const began = performance.now()
    const slow: RequestListener = (request, response) => {
      slowly(request, () => undefined)
      request.on('end', () => response.end('{}'))
    }
    expect(await post(slow, 32e6, quietMs)).toBe(200)
    expect(performance.now() - began).toBeGreaterThan(1.5 * quietMs)
  }, 60_000)

  it('takes no more of an object is given up', async () => {
    await expect(post((request) => void request.pause(), 32e6, 400)).rejects.toMatchObject({ id: 'pacs-silent' })
  })

  it('answers with something else, or with half of it, is told of', async () => {
    const page = await serverOf((_request, response) => void response.end('<html>'))
    await expect(page.test(going)).rejects.toMatchObject({ id: 'pacs-answer-damaged' })
    const half = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('[')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(half.test(going)).rejects.toMatchObject({ id: 'pacs-broke-off' })
  })

  it('answers with values that are none of their kind is told of, or has no name for them', async () => {
    const path = join(await newFolder(), 'film.dcm')
    await writeFile(path, dicomPhantom({ elements: uids }))
    for (const items of [[null], ['text'], [[]], [{ '00081155': null }], [{ '00081155': { Value: 5 } }]]) {
      const answer = JSON.stringify({ '00081199': { Value: items } })
      const peer = await serverOf((request, response) => void request.resume().on('end', () => response.end(answer)))
      const sent: SentObject[] = []
      await peer.send([await objectFile(path)], (one) => sent.push(one), going)
      expect(sent, answer).toMatchObject([{ problem: { id: 'pacs-answer-damaged' } }])
    }
    const odd = { Value: [{ Alphabetic: { toString: 1, valueOf: 1 } }] }
    const study = {
      '0020000D': { Value: ['1.2'] },
      '00100010': odd,
      '00100020': odd,
      '00080061': { Value: [null, 'DX', odd] },
    }
    const peer = await serverOf((_request, response) => void response.end(JSON.stringify([study])))
    const { studies } = await peer.studies({}, 10, going)
    expect(studies).toMatchObject([{ studyUid: '1.2', patientName: '', patientId: '', modalities: ['DX'] }])
  })

  it('sends an object is written to the disk as it comes, and what did not come whole goes', async () => {
    const chunk = Buffer.alloc(2 ** 20, 7)
    const many = 64
    let dies: (() => void) | undefined
    const peer = await serverOf((request, response) => {
      const json = (item: object) => void response.end(JSON.stringify([item]))
      if (request.url!.endsWith('/series')) return json({ '0020000E': { Value: ['1.2.3.4'] } })
      if (request.url!.endsWith('/instances')) return json({ '00080018': { Value: ['1.2.3.9'] } })
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b')
      response.write('--b\r\nContent-Type: application/dicom\r\n\r\n')
      for (let i = 0; i < many; i++) response.write(chunk)
      dies = () => response.destroy()
    })
    const bytesIn = async (folder: string): Promise<number> => {
      const names = await readdir(folder)
      return names.length === 0 ? 0 : (await stat(join(folder, names[0]!))).size
    }
    const stop = new AbortController()
    for (const [end, reason] of [
      [() => dies!(), { id: 'pacs-broke-off' }],
      [() => stop.abort(new Error('stopped')), { message: 'stopped' }],
    ] as const) {
      const folder = await newFolder()
      const fetching = peer.fetch('1.2.3', { folder, onObject: async () => undefined }, stop.signal)
      const ended = expect(fetching).rejects.toMatchObject(reason)
      // All but what may be the beginning of a delimiter, though the answer has no end yet.
      await expect.poll(() => bytesIn(folder), { timeout: 60_000 }).toBeGreaterThan(many * chunk.length - 16)
      end()
      await ended
      expect(await readdir(folder)).toEqual([])
    }
  })

  it('sends objects into a folder that is gone is told of, and left', async () => {
    const peer = await serverOf((request, response) => {
      const json = (item: object) => void response.end(JSON.stringify([item]))
      if (request.url!.endsWith('/series')) return json({ '0020000E': { Value: ['1.2.3.4'] } })
      if (request.url!.endsWith('/instances')) return json({ '00080018': { Value: ['1.2.3.9'] } })
      response.setHeader('content-type', 'multipart/related; boundary=b').write('--b\r\n\r\nendless')
    })
    const to = { folder: join(await newFolder(), 'gone'), onObject: async () => undefined }
    await expect(peer.fetch('1.2.3', to, going)).rejects.toMatchObject({ id: 'pacs-folder-not-writable' })
  })

  it('says nothing of an object that it was sent does not pass for one that stored it', async () => {
    const peer = await serverOf((request, response) => {
      request.resume().on('end', () => response.setHeader('content-type', 'application/dicom+json').end('{}'))
    })
    const path = join(await newFolder(), 'film.dcm')
    await writeFile(path, dicomPhantom({ elements: uids }))
    const sent: SentObject[] = []
    await peer.send([await objectFile(path)], (one) => sent.push(one), going)
    expect(sent).toMatchObject([{ problem: { id: 'pacs-unanswered' } }])
  })
})
