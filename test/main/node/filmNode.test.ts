import { once } from 'node:events'
import { mkdir, open, readdir, readlink, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { decodableSyntaxes } from '#main/study/syntaxes/chain.ts'
import { FilmNode, lookInto, Queue, type FilmVerdicts, type NodeEvent } from '#main/node/index.ts'
import { objectFile, peerOf, type Connection, type ObjectFile, type Peer, type SentObject } from '#main/pacs/index.ts'
import { takenSyntaxes } from '#main/pacs/dimse/classes.ts'
import { damageIndex } from '../../support/damageIndex.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'

const going = new AbortController().signal
const nodes: FilmNode[] = []
afterEach(async () => void (await Promise.all(nodes.splice(0).map((node) => node.stop()))))

const film = (
  number: number,
  more: { rows?: number; columns?: number; pixelBytes?: Uint8Array; patientName?: string; sopClass?: string } = {},
): Uint8Array =>
  dicomPhantom({
    ...more,
    elements: [
      { tag: 0x00080016, vr: 'UI', value: more.sopClass ?? '1.2.840.10008.5.1.4.1.1.1' },
      { tag: 0x00080018, vr: 'UI', value: `1.2.3.${number}` },
      { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
      { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
    ],
  })

type Destination = Pick<Peer, 'send'>
type Wishes = {
  /** Films stay; those that are in use are listed. */
  inUse?: Set<string>
  folder?: string
  mostBytes?: number
  read?: (path: string) => Promise<FilmVerdicts>
  destination?: () => Promise<Destination>
}

/** A node whose results are the film itself, and which sends them to a list. */
async function nodeWith(wishes: Wishes = {}) {
  const events: NodeEvent[] = []
  const arrived: string[] = []
  const folder = wishes.folder ?? (await newFolder())
  const node = await FilmNode.start({
    folder,
    ...{ host: '127.0.0.1', port: 0, aeTitle: 'NODE', allowed: ['XRAY1', 'XRAY2'] },
    mostBytes: wishes.mostBytes ?? 1e9,
    retryMs: 20,
    ...(wishes.inUse ? { stay: { isInUse: (path: string) => wishes.inUse!.has(path) } } : {}),
    read: async (path, to) => {
      const said = await (wishes.read ?? (async () => ({ verdicts: ['fracture'] })))(path)
      await mkdir(to, { recursive: true })
      await writeFile(join(to, 'result.dcm'), film(900 + Number((await objectFile(path)).sopInstanceUid.at(-1))))
      return said
    },
    destination:
      wishes.destination ??
      (async () =>
        ({
          send: async (objects: readonly ObjectFile[], onSent: (sent: SentObject) => void) => {
            for (const { sopInstanceUid } of objects) {
              arrived.push(sopInstanceUid)
              onSent({ sopInstanceUid })
            }
          },
        }) satisfies Destination),
    tell: (event) => void events.push(event),
  })
  nodes.push(node)
  const until = async (event: NodeEvent['event'], count = 1): Promise<void> => {
    while (events.filter((one) => one.event === event).length < count) await new Promise((soon) => setTimeout(soon, 5))
  }
  return { node, events, arrived, folder, until }
}

async function send(port: number, films: readonly Uint8Array[], calling = 'XRAY1', called = 'NODE') {
  const folder = await newFolder()
  const objects = await Promise.all(
    films.map(async (bytes, i) => {
      const path = join(folder, `${i}.dcm`)
      await writeFile(path, bytes)
      return objectFile(path)
    }),
  )
  const connection: Connection = { name: 'node', kind: 'dicom', aeTitle: called, host: '127.0.0.1', port, callingAeTitle: calling } // prettier-ignore
  const sent: SentObject[] = []
  await (await peerOf(connection)).send(objects, (one) => sent.push(one), going)
  return sent.map(({ problem }) => problem && (/status ([0-9A-F]{4})/.exec(problem.message)?.[1] ?? problem.id))
}

describe('a node', () => {
  it('takes only syntaxes that can be decoded', () => {
    expect(takenSyntaxes.filter((uid) => !decodableSyntaxes.includes(uid))).toEqual([])
  })

  it('does not begin with a queue of which an index is damaged, in which films would be missed', async () => {
    const { node, folder, until } = await nodeWith()
    await send(node.port, [film(7)])
    await until('sent')
    await nodes.pop()!.stop()
    damageIndex(join(folder, 'queue.sqlite'), '1.2.3.7')
    await expect(nodeWith({ folder })).rejects.toMatchObject({ id: 'node-queue-damaged' })
  })

  it('is reached from this machine alone', async () => {
    const { node } = await nodeWith()
    const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4') // prettier-ignore
    for (const { address } of others) {
      const socket = connect(node.port, address)
      const [error] = await once(socket, 'error')
      expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    }
  })

  it('speaks to those on its list who call it by its name', async () => {
    const { node, events } = await nodeWith()
    expect(await send(node.port, [film(1)], 'XRAY3')).toEqual(['pacs-refused-calling'])
    expect(await send(node.port, [film(1)], 'XRAY1', 'OTHER')).toEqual(['pacs-refused-called'])
    expect(await send(node.port, [film(1)], 'XRAY2')).toEqual([undefined])
    expect(events.slice(0, 2)).toEqual([
      { event: 'refused', reason: 'calling', from: 'XRAY3' },
      { event: 'refused', reason: 'called', from: 'XRAY1' },
    ])
  })

  it('answers C-ECHO', async () => {
    const { node } = await nodeWith()
    const connection: Connection = { name: 'node', kind: 'dicom', aeTitle: 'NODE', host: '127.0.0.1', port: node.port, callingAeTitle: 'XRAY1' } // prettier-ignore
    await (await peerOf(connection)).test(going)
  })

  it('takes films, and no results, which could be its own', async () => {
    const { node, folder } = await nodeWith()
    const capture = film(2, { sopClass: '1.2.840.10008.5.1.4.1.1.7' })
    expect(await send(node.port, [capture])).toEqual(['pacs-unanswered'])
    expect(await readdir(join(folder, 'coming'))).toEqual([])
  })

  it('refuses what its disk has no room for with A700, and takes more when there is room again', async () => {
    let goOn = (): void => undefined
    const held = new Promise<FilmVerdicts>((resolve) => (goOn = () => resolve({ verdicts: ['uncertain'] })))
    const { node, folder, until } = await nodeWith({ mostBytes: 100_000, read: () => held })
    expect(await send(node.port, [film(1, { rows: 600 })])).toEqual([undefined])
    expect(await send(node.port, [film(2, { rows: 600 })])).toEqual(['A700'])
    expect(await readdir(join(folder, 'coming'))).toEqual([])
    goOn()
    await until('sent')
    expect(await send(node.port, [film(2, { rows: 600 })])).toEqual([undefined])
  })

  it('does the same film once, and another film of the same UID again', async () => {
    const { node, events, until } = await nodeWith()
    expect(await send(node.port, [film(1)])).toEqual([undefined])
    await until('sent')
    expect(await send(node.port, [film(1)])).toEqual([undefined])
    await until('known')
    expect(await send(node.port, [film(1, { patientName: 'Roe^Jane' })])).toEqual([undefined])
    await until('sent', 2)
    expect(events.filter(({ event }) => event === 'read')).toHaveLength(2)
  })

  it('takes the same film from two senders at once as one', async () => {
    const { node, events, until } = await nodeWith()
    const both = await Promise.all([send(node.port, [film(1)], 'XRAY1'), send(node.port, [film(1)], 'XRAY2')])
    expect(both).toEqual([[undefined], [undefined]])
    await until('known')
    await until('sent')
    expect(events.filter(({ event }) => event === 'received')).toHaveLength(1)
  })

  it('goes on at once with films that wait since a clock that was far ahead', async () => {
    const folder = await newFolder()
    const path = join(folder, 'films', 'a.dcm')
    await mkdir(join(folder, 'films'))
    await writeFile(path, film(1))
    const queue = new Queue(folder)
    queue.add({ id: 'a', sopInstanceUid: '1.2.3.1', sha256: 'a', from: 'XRAY1', bytes: 10 })
    const ahead = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 40 * 24 * 60 * 60_000)
    queue.again('a', 'disk-full', 60_000)
    ahead.mockRestore()
    expect(queue.due('received', 1)).toHaveLength(1)
    expect(queue.nextIn('received')).toBe(0)
    queue.close()
    const { until } = await nodeWith({ folder })
    await until('sent')
  })

  it('says why a film cannot be read, and reads it when it is sent again', async () => {
    let isBroken = true
    const read = async () => {
      if (isBroken) throw new ProblemError('file-empty')
      return { verdicts: ['no-fracture'] }
    }
    const { node, events, folder, until } = await nodeWith({ read })
    await send(node.port, [film(1)])
    await until('not-read')
    expect(events.at(-1)).toMatchObject({ film: '1.2.3.1', problem: { id: 'file-empty' } })
    expect(node.counts()).toMatchObject({ failed: 1, received: 0 })
    expect(await readdir(join(folder, 'films'))).toEqual([])
    isBroken = false
    await send(node.port, [film(1)])
    await until('sent')
    expect(node.counts()).toMatchObject({ failed: 0, sent: 1 })
  })

  it('tries again where the film is not to blame', async () => {
    let tries = 0
    const read = async () => {
      if (++tries < 6) throw new ProblemError('results-disk-full')
      return { verdicts: ['fracture'] }
    }
    const { node, until, events } = await nodeWith({ read })
    await send(node.port, [film(1)])
    await until('sent')
    const waits = events.flatMap((event) => (event.event === 'not-read' ? [event.againInMs] : []))
    expect(waits).toEqual([20, 40, 80, 160, 320])
  })

  it('sends again only what was not stored, and goes on after its end', async () => {
    let isAway = true
    const sends: number[] = []
    const destination = async () =>
      ({
        send: async (objects: readonly ObjectFile[], onSent: (sent: SentObject) => void) => {
          sends.push(objects.length)
          for (const { sopInstanceUid } of objects) if (!isAway) onSent({ sopInstanceUid })
        },
      }) satisfies Destination
    const first = await nodeWith({ destination })
    await send(first.node.port, [film(1)])
    await first.until('not-sent', 2)
    await first.node.stop()
    nodes.splice(0)
    isAway = false
    const second = await nodeWith({ destination, folder: first.folder })
    await second.until('sent')
    expect(second.events).toEqual([{ event: 'sent', film: '1.2.3.1', objects: 1 }])
    expect(sends.length).toBeGreaterThanOrEqual(3)
    expect(await readdir(join(first.folder, 'results'))).toEqual([])
  })

  /** A queue with a film whose three results are to be sent. */
  async function withThreeResults(): Promise<string> {
    const folder = await newFolder()
    const queue = new Queue(folder)
    queue.add({ id: 'a', sopInstanceUid: '1.2.3.1', sha256: 'a', from: 'XRAY1', bytes: 10 })
    queue.move('a', 'read', 10)
    queue.close()
    await mkdir(join(folder, 'results', 'a'), { recursive: true })
    for (const n of [1, 2, 3]) await writeFile(join(folder, 'results', 'a', `${n}.dcm`), film(900 + n))
    return folder
  }

  it('tells of the objects that have left with each try', async () => {
    let tries = 0
    const destination = async () =>
      ({
        send: async (objects: readonly ObjectFile[], onSent: (sent: SentObject) => void) => {
          const sent = ++tries === 1 ? objects.slice(1) : objects
          for (const { sopInstanceUid } of sent) onSent({ sopInstanceUid })
        },
      }) satisfies Destination
    const { events, until } = await nodeWith({ folder: await withThreeResults(), destination })
    await until('sent')
    expect(events).toMatchObject([
      { event: 'not-sent', objects: 2, problem: { id: 'pacs-unanswered' } },
      { event: 'sent', objects: 1 },
    ])
  })

  it('tells of the objects that have left when it is ended meanwhile', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const destination = async () =>
      ({
        send: async (objects: readonly ObjectFile[], onSent: (sent: SentObject) => void, signal: AbortSignal) => {
          onSent({ sopInstanceUid: objects[0]!.sopInstanceUid })
          begin()
          await once(signal, 'abort')
          throw signal.reason
        },
      }) satisfies Destination
    const folder = await withThreeResults()
    const { events } = await nodeWith({ folder, destination })
    await begun
    await nodes.pop()!.stop()
    expect(events).toMatchObject([{ event: 'not-sent', objects: 1, problem: { id: 'work-ended' } }])
    expect(await lookInto(folder, (queue) => queue.open())).toMatchObject([{ state: 'read', tries: 0, dueAt: 0 }])
  })

  it('sends no result again of which the archive keeps another object, and says so', async () => {
    let sends = 0
    const problem = toProblem(new ProblemError('pacs-kept-other'))
    const destination = async () =>
      ({
        send: async (objects: readonly ObjectFile[], onSent: (sent: SentObject) => void) => {
          sends++
          for (const { sopInstanceUid } of objects) onSent({ sopInstanceUid, problem })
        },
      }) satisfies Destination
    const { node, events, until } = await nodeWith({ destination })
    await send(node.port, [film(1)])
    await until('sent')
    expect(events.filter(({ event }) => event === 'not-sent' || event === 'sent')).toEqual([
      { event: 'not-sent', film: '1.2.3.1', objects: 0, problem, againInMs: 20 },
      { event: 'sent', film: '1.2.3.1', objects: 0 },
    ])
    expect(sends).toBe(1)
  })

  /** Ends a node while its archive is away, and damages the result of a film. */
  async function withDamagedResult(damaged: string, inUse?: Set<string>) {
    const destination = async () => ({ send: async () => undefined }) satisfies Destination
    const first = await nodeWith({ destination, ...(inUse ? { inUse } : {}) })
    await send(first.node.port, [film(1), film(2), film(3), film(4)])
    await first.until('read', 4)
    await nodes.pop()!.stop()
    const { folder } = first
    await lookInto(folder, async (queue) => {
      const film = queue.open().find(({ sopInstanceUid }) => sopInstanceUid === damaged)
      if (film) await writeFile(join(folder, 'results', film.id, 'result.dcm'), '')
    })
    return folder
  }

  it('sends the results of others where one cannot be read, and reads that film again', async () => {
    const inUse = new Set<string>()
    const folder = await withDamagedResult('1.2.3.2', inUse)
    const { events, arrived, until } = await nodeWith({ folder, inUse })
    await until('sent', 4)
    const problem = toProblem(new ProblemError('node-result-damaged'))
    expect(events.filter(({ event }) => event !== 'sent')).toEqual([
      { event: 'not-sent', film: '1.2.3.2', objects: 0, problem, againInMs: expect.any(Number) },
      { event: 'read', film: '1.2.3.2', verdicts: ['fracture'] },
    ])
    expect(events.flatMap((one) => (one.event === 'sent' ? [one.objects] : []))).toEqual([1, 1, 1, 1])
    expect(arrived).toHaveLength(4)
  })

  it('says that a film must be sent again whose result cannot be read and which is gone', async () => {
    const folder = await withDamagedResult('1.2.3.2')
    const { node, events, until } = await nodeWith({ folder })
    await until('sent', 3)
    const problem = toProblem(new ProblemError('node-result-damaged'))
    expect(events.filter(({ event }) => event !== 'sent')).toEqual([
      { event: 'not-sent', film: '1.2.3.2', objects: 0, problem },
    ])
    expect(node.counts()).toEqual({ received: 0, read: 0, sent: 3, failed: 1 })
    expect(await send(node.port, [film(2)])).toEqual([undefined])
    await until('sent', 4)
  })

  it('does not take a folder of results that cannot be read for one without results', async () => {
    const folder = await withDamagedResult('')
    const [id] = await readdir(join(folder, 'results'))
    await rm(join(folder, 'results', id!), { recursive: true })
    await writeFile(join(folder, 'results', id!), 'no folder')
    const { node, until } = await nodeWith({ folder })
    await until('sent', 3)
    await until('not-sent')
    expect(node.counts()).toMatchObject({ sent: 3, read: 1 })
  })

  it.skipIf(process.platform !== 'linux')('has the results on the disk before the film counts as read', async () => {
    const handle = await open(join(await newFolder(), 'any'), 'w')
    const prototype = Object.getPrototypeOf(handle) as FileHandle
    await handle.close()
    const synced: string[] = []
    const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      synced.push(await readlink(`/proc/self/fd/${this.fd}`))
    })
    try {
      const { node, until } = await nodeWith()
      await send(node.port, [film(1)])
      await until('read')
    } finally {
      spy.mockRestore()
    }
    const ends = synced.map((path) => path.replace(/.*\/(results|films|coming)/, '$1').replace(/[0-9a-f-]{36}/, 'ID'))
    const result = ends.indexOf('results/ID.part/result.dcm')
    expect(result).toBeGreaterThanOrEqual(0)
    expect(ends.indexOf('results/ID.part')).toBeGreaterThan(result)
    expect(ends.lastIndexOf('results')).toBeGreaterThan(ends.indexOf('results/ID.part'))
  })

  const keptIn = (folder: string) => lookInto(folder, (_queue, kept) => kept.list())

  it('keeps its films where people want to look at them, also when it starts again', async () => {
    const inUse = new Set<string>()
    const { node, folder, until } = await nodeWith({ inUse })
    await send(node.port, [film(1), film(2)])
    await until('sent', 2)
    const kept = await keptIn(folder)
    expect(kept!.map(({ sopInstanceUid }) => sopInstanceUid).sort()).toEqual(['1.2.3.1', '1.2.3.2'])
    for (const { path, sopInstanceUid } of kept!) expect(await objectFile(path)).toMatchObject({ sopInstanceUid })
    expect(await readdir(join(folder, 'results'))).toEqual([])
    await node.stop()
    nodes.splice(0)
    await nodeWith({ inUse, folder })
    expect(await keptIn(folder)).toEqual(kept)
    // Also as the command, which keeps nothing itself.
    await nodes.pop()!.stop()
    const command = await nodeWith({ folder })
    expect(await keptIn(folder)).toEqual(kept)
    await send(command.node.port, [film(3)])
    await command.until('sent')
    expect(await keptIn(folder)).toEqual(kept)
  })

  it('makes room for new films by the oldest that are done with and that nobody uses', async () => {
    const inUse = new Set<string>()
    const { node, folder, until } = await nodeWith({ inUse, mostBytes: 150_000 })
    const wide = (number: number) => film(number, { rows: 600 })
    for (const [i, number] of [1, 2, 3].entries()) {
      expect(await send(node.port, [wide(number)])).toEqual([undefined])
      await until('sent', i + 1)
    }
    const names = async () => (await keptIn(folder))!.map(({ sopInstanceUid }) => sopInstanceUid)
    expect(await names()).toEqual(['1.2.3.2', '1.2.3.3'])
    for (const { path } of (await keptIn(folder))!) inUse.add(path)
    expect(await send(node.port, [wide(4)])).toEqual(['A700'])
    inUse.delete((await keptIn(folder))![1]!.path)
    expect(await send(node.port, [wide(4)])).toEqual([undefined])
    await until('sent', 4)
    expect(await names()).toEqual(['1.2.3.2', '1.2.3.4'])
    expect(await readdir(join(folder, 'films'))).toHaveLength(2)
  })

  it('keeps a film for seven days', async () => {
    const first = await nodeWith({ inUse: new Set() })
    await send(first.node.port, [film(1), film(2)])
    await first.until('sent', 2)
    await first.node.stop()
    nodes.splice(0)
    const day = 24 * 60 * 60_000
    const db = new DatabaseSync(join(first.folder, 'queue.sqlite'))
    for (const [uid, days] of [
      ['1.2.3.1', 8],
      ['1.2.3.2', 6],
    ] as const)
      // prettier-ignore
      db.prepare('UPDATE film SET changed_at = ? WHERE sop_instance_uid = ?').run(Date.now() - days * day, uid)
    db.close()
    await nodeWith({ inUse: new Set(), folder: first.folder })
    expect(await keptIn(first.folder)).toMatchObject([{ sopInstanceUid: '1.2.3.2' }])
    expect(await readdir(join(first.folder, 'films'))).toHaveLength(1)
  })

  it('is one to a folder', async () => {
    const { folder } = await nodeWith()
    await expect(nodeWith({ folder })).rejects.toMatchObject({ id: 'node-in-use' })
  })

  it('answers where an object cannot be written, however large it is', async () => {
    const { node, folder } = await nodeWith()
    await rm(join(folder, 'coming'), { recursive: true })
    expect(
      await send(node.port, [film(1, { rows: 6000, columns: 1000, pixelBytes: new Uint8Array(12_000_000) })]),
    ).toEqual(['0110'])
    await mkdir(join(folder, 'coming'))
    expect(await send(node.port, [film(1)])).toEqual([undefined])
  })

  it('leaves nothing of an object that stops, and takes no memory for lengths that cannot be', async () => {
    const { node, folder } = await nodeWith()
    const socket = connect(node.port, '127.0.0.1')
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    // An association request (PS3.8 9.3.2) that announces 4 GB.
    socket.write(Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff, 0, 1]))
    await closed
    const noise = connect(node.port, '127.0.0.1')
    noise.on('error', () => undefined)
    const over = once(noise, 'close')
    noise.write('GET / HTTP/1.1\r\n\r\n')
    await over
    expect(await readdir(join(folder, 'coming'))).toEqual([])
    expect(await send(node.port, [film(1)])).toEqual([undefined])
  })
})
