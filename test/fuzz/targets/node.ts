import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { FilmNode } from '#main/node/index.ts'
import { objectFile, peerOf, type Connection, type Peer } from '#main/pacs/index.ts'
import { newFolder } from '../../support/folder.ts'
import type { Target } from '../target.ts'
import { overheard } from './overheard.ts'
import { storedFilm } from './storedFilm.ts'

/** Longer than the node needs to answer; one that waits for more is left. */
const patienceMs = 100
const going = new AbortController().signal

const peerAt = (port: number) => {
  const node: Connection = { name: 'node', kind: 'dicom', aeTitle: 'NODE', host: '127.0.0.1', port, callingAeTitle: 'XRAY' } // prettier-ignore
  return peerOf(node)
}

/** A node that takes films in, reads nothing of them and has no room for many. */
async function startNode(folder: string): Promise<{ node: FilmNode; faults: string[]; taken: Set<string> }> {
  const faults: string[] = []
  const taken = new Set<string>()
  await mkdir(folder, { recursive: true })
  const node = await FilmNode.start({
    ...{ folder, host: '127.0.0.1', port: 0, aeTitle: 'NODE', allowed: ['XRAY'], mostBytes: 2 ** 20, retryMs: 1000 },
    read: () => Promise.resolve({ verdicts: [] }),
    destination: () => Promise.resolve({ send: () => Promise.resolve() }),
    tell: (event) => {
      if (event.event === 'received') taken.add(event.film)
      if ('problem' in event && event.problem.code === 'internal') faults.push(event.problem.message)
    },
  })
  return { node, faults, taken }
}

/** What is said to a node by who asks for an echo, and by who sends films. */
async function spoken(): Promise<Buffer[]> {
  const folder = await newFolder()
  const { node } = await startNode(join(folder, 'node'))
  const said: Buffer[] = []
  const hear = async (speak: (peer: Peer) => Promise<void>): Promise<void> => {
    const { asked } = await overheard(node.port, async (port) => speak(await peerAt(port)))
    said.push(firstAssociation(asked))
  }
  await hear((peer) => peer.test(going))
  for (const rows of [8, 200]) {
    const path = join(folder, `${rows}.dcm`)
    await writeFile(path, storedFilm(rows))
    const object = await objectFile(path)
    await hear((peer) => peer.send([object], () => undefined, going))
  }
  await node.stop()
  return said
}

/** Where units of a conversation end, PS3.8 9.3.1. */
function unitEnds(bytes: Buffer): number[] {
  const ends: number[] = []
  for (let at = 0; at + 6 <= bytes.length; at = ends.at(-1)!) ends.push(at + 6 + bytes.readUInt32BE(at + 2))
  return ends
}

/** The first association of what was asked: a film that was sent is asked back in others. */
function firstAssociation(asked: Buffer): Buffer {
  const ends = unitEnds(asked)
  const release = ends.findIndex((_, index) => asked[ends[index - 1] ?? 0] === 5)
  return asked.subarray(0, ends[release])
}

/** What is sent to the node that takes films in, PS3.8 9.3: an echo, and films to be stored. */
export const nodeRequests: Target = {
  name: 'DIMSE request',
  inARow: 1500,
  seeds: spoken,
  start: async (folder) => {
    const { node, faults, taken } = await startNode(folder)
    const asking = await peerAt(node.port)
    // Request, what is wanted, release: each is said when the one before was answered.
    const turns = (await spoken()).map((seed) => {
      const ends = unitEnds(seed)
      return [0, ends[0]!, ends.at(-2)!]
    })
    return {
      take: async (bytes, index) => {
        const starts = turns[index % turns.length]!
        const parts = starts.map((from, turn) => bytes.subarray(from, starts[turn + 1]))
        const socket = connect(node.port, '127.0.0.1', () => socket.write(parts.shift()!))
        let answers = 0
        socket.on('error', () => undefined)
        socket.on('data', () => {
          answers++
          const next = parts.shift()
          if (next) socket.write(next)
        })
        const letGo = setTimeout(() => socket.destroy(), patienceMs)
        await new Promise((resolve) => socket.once('close', resolve))
        clearTimeout(letGo)
        // It is there for others, whatever one of them sent.
        if (index % 16 === 0) await asking.test(going)
        if (faults.length > 0) throw new Error(faults.splice(0).join('; '))
        const isTaken = taken.size > 0
        taken.clear()
        return isTaken ? 'taken' : `answered ${Math.min(answers, 2)} times`
      },
      stop: () => node.stop(),
    }
  },
}
