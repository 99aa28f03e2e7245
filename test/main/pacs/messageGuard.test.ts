import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { pduGuard } from '#main/pacs/dimse/pduGuard.ts'
import { listen, peerOf, storeStatus, type Connection } from '#main/pacs/index.ts'
import { newFolder } from '../../support/folder.ts'

const going = new AbortController().signal
const closing: (() => unknown)[] = []
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))))

/** A presentation data value in a unit of its own, PS3.8 9.3.5. */
function pdu(value: Uint8Array, { isCommand = false, isLast = false, context = 1 } = {}): Buffer {
  const head = Buffer.alloc(12)
  head[0] = 4
  head.writeUInt32BE(value.length + 6, 2)
  head.writeUInt32BE(value.length + 2, 6)
  head[10] = context
  head[11] = (isCommand ? 1 : 0) | (isLast ? 2 : 0)
  return Buffer.concat([head, value])
}

/** A command set of unsigned shorts, PS3.7 6.3.1. */
function command(elements: Record<number, number>): Buffer {
  return Buffer.concat(
    Object.entries(elements).map(([element, value]) => {
      const bytes = Buffer.alloc(10)
      bytes.writeUInt16LE(Number(element), 2)
      bytes.writeUInt32LE(2, 4)
      bytes.writeUInt16LE(value, 8)
      return bytes
    }),
  )
}
const storeOf = (dataSet: number): Buffer =>
  pdu(command({ 0x0100: 1, 0x0800: dataSet }), { isCommand: true, isLast: true })
const part = new Uint8Array(100_000)
/** How many of the same fit one after another; 1000 stand for any number. */
const fitting = (fits: (bytes: Uint8Array) => boolean, bytes: Uint8Array): number => {
  for (let count = 0; count < 1000; count++) if (!fits(bytes)) return count
  return 1000
}

describe('messages that a peer sends', () => {
  it('may be objects of any length, and command sets of a mebibyte', () => {
    const fits = pduGuard(true)
    expect(fits(storeOf(0x0001))).toBe(true)
    expect(fitting(fits, pdu(part))).toBe(1000)
    expect(fits(pdu(part, { isLast: true }))).toBe(true)
    // What comes after the object is another message.
    expect(fitting(fits, pdu(part))).toBe(10)
    expect(fitting(pduGuard(true), pdu(part, { isCommand: true }))).toBe(10)
  })

  it('may be no object where none is taken, and no data set that nothing announces', () => {
    const client = pduGuard(false)
    expect(client(storeOf(0x0001))).toBe(true)
    expect(fitting(client, pdu(part))).toBe(10)
    const without = pduGuard(true)
    expect(without(storeOf(0x0101))).toBe(true)
    expect(fitting(without, pdu(part))).toBe(10)
    const find = pduGuard(true)
    expect(find(pdu(command({ 0x0100: 0x0020, 0x0800: 1 }), { isCommand: true, isLast: true }))).toBe(true)
    expect(fitting(find, pdu(part))).toBe(10)
  })

  it('are told apart however they are cut into pieces', () => {
    const fits = pduGuard(true)
    const all = Buffer.concat([storeOf(1), pdu(part), pdu(part, { isLast: true }), storeOf(1), pdu(part)])
    for (let at = 0; at < all.length; at += 7) expect(fits(all.subarray(at, at + 7))).toBe(true)
    expect(fitting(fits, pdu(part))).toBe(1000)
    expect(fits(pdu(new Uint8Array(0)))).toBe(true)
    expect(fits(Buffer.from([4, 0, 0, 0, 0, 6, 0, 0, 0, 1, 1, 1]))).toBe(false)
  })
})

async function listening(server: Server): Promise<number> {
  closing.push(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}
const nodeAt = (port: number): Connection => ({
  ...{ name: 'peer', kind: 'dicom', aeTitle: 'NODE', host: '127.0.0.1', port, callingAeTitle: 'XRAY1' },
})
async function storageNode(): Promise<number> {
  const server = await listen({
    ...{ host: '127.0.0.1', port: 0, aeTitle: 'NODE', allowed: ['XRAY1'], folder: await newFolder() },
    room: () => 1e9,
    onObject: async () => storeStatus.success,
    onRefused: () => undefined,
  })
  closing.push(() => server.close())
  return server.port
}

/** How a C-ECHO begins: what asks for the association, and what accepts it. */
async function handshake(): Promise<{ request: Buffer; acceptance: Buffer }> {
  const port = await storageNode()
  const said: Record<'request' | 'acceptance', Buffer[]> = { request: [], acceptance: [] }
  const ear = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.on('data', (bytes: Buffer) => void said.request.push(bytes)).pipe(far)
    far.on('data', (bytes: Buffer) => void said.acceptance.push(bytes)).pipe(near)
  })
  await (await peerOf(nodeAt(await listening(ear)))).test(going)
  const first = (parts: Buffer[]): Buffer => {
    const all = Buffer.concat(parts)
    return all.subarray(0, 6 + all.readUInt32BE(2))
  }
  return { request: first(said.request), acceptance: first(said.acceptance) }
}

/** Writes the same until the other side has enough of it. Answers with how many bytes went. */
async function writeEndlessly(socket: Socket, bytes: Uint8Array): Promise<number> {
  // An error is an end, too.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  while (socket.writable) {
    const drained = new Promise<void>((resolve) => socket.once('drain', resolve))
    if (!socket.write(bytes)) await Promise.race([drained, closed])
    await new Promise(setImmediate)
  }
  await closed
  return socket.bytesWritten
}

/** Of what the system holds on its way. */
const enough = 50e6

describe('a command set without an end', () => {
  it('is no more listened to by a node', async () => {
    const { request } = await handshake()
    const socket = connect(await storageNode(), '127.0.0.1')
    socket.write(request)
    await once(socket, 'data')
    expect(await writeEndlessly(socket, pdu(part, { isCommand: true }))).toBeLessThan(enough)
  })

  it('is no more listened to by whoever was refused', async () => {
    const { request } = await handshake()
    const stranger = Buffer.from(request)
    // Calling AE title, PS3.8 9.3.2.
    stranger.write('STRANGER        ', 26, 'latin1')
    const socket = connect({ port: await storageNode(), host: '127.0.0.1', allowHalfOpen: true })
    socket.write(stranger)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer[0]).toBe(3)
    expect(await writeEndlessly(socket, pdu(part))).toBeLessThan(enough)
  })

  it('of a node that is asked ends in a sentence', async () => {
    const { acceptance } = await handshake()
    let went: Promise<number> | undefined
    const endless = createServer((socket) => {
      socket.once('data', () => {
        socket.write(acceptance)
        went = writeEndlessly(socket, pdu(part, { isCommand: true }))
      })
    })
    const peer = await peerOf(nodeAt(await listening(endless)))
    await expect(peer.test(going)).rejects.toMatchObject({ id: 'pacs-answer-damaged' })
    expect(await went).toBeLessThan(enough)
  })
})
