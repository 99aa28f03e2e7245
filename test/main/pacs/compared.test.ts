import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import dimse from 'dcmjs-dimse'
import { afterEach, describe, expect, it } from 'vitest'
import { objectFile, peerOf, type Connection, type SentObject } from '#main/pacs/index.ts'
import { associate } from '#main/pacs/dimse/association.ts'
import { sentContent } from '#main/pacs/dimse/sentContent.ts'
import { StoredObjects } from '#main/pacs/dimse/storedObjects.ts'
import { dicomPhantom, type PhantomOptions } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { keepingNode, type KeepingTerms } from '../../support/keepingNode.ts'
import { records, runCli } from '../../support/runCli.ts'

const going = new AbortController().signal
const servers: Server[] = []
afterEach(() => void servers.splice(0).forEach((server) => server.close()))

async function nodeWith(terms: KeepingTerms): Promise<Extract<Connection, { kind: 'dicom' }>> {
  const server = keepingNode(terms)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { name: 'node', kind: 'dicom', aeTitle: 'NODE', host: '127.0.0.1', port, callingAeTitle: 'FRACTUREGUARD' }
}

async function written(time: string, options: PhantomOptions = {}): Promise<string> {
  const path = join(await newFolder(), 'film.dcm')
  const elements = [
    { tag: 0x00080018, vr: 'UI', value: '1.2.3.9' },
    { tag: 0x00080023, vr: 'DA', value: '20240517' },
    { tag: 0x00080033, vr: 'TM', value: time },
    { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
    { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
    ...(options.elements ?? []),
  ]
  await writeFile(path, dicomPhantom({ patientName: 'Roe^Jane', ...options, elements }))
  return path
}

/** What is told of films of one UID that are sent one after the other, and what was left where they were compared. */
async function sent(terms: KeepingTerms, ...films: string[]): Promise<unknown[]> {
  const peer = await peerOf(await nodeWith(terms))
  const folder = await newFolder()
  const all: SentObject[] = []
  for (const path of films) await peer.send([await objectFile(path)], (one) => all.push(one), going, folder)
  expect(await readdir(folder)).toEqual([])
  return all.map(({ problem, compared }) => problem?.id ?? compared)
}

const moments = ['ContentDate', 'ContentTime']

describe('an object that a node has said to have stored', () => {
  it('is asked back, and told of where the node keeps another one', async () => {
    const [one, other] = [await written('101500'), await written('101500', { patientName: 'Roe^Joan' })]
    expect(await sent({ get: 'gives' }, one, one, other)).toEqual(['whole', 'whole', 'pacs-kept-other'])
    expect(await sent({ get: 'gives', keeps: 'last' }, one, other)).toEqual(['whole', 'whole'])
  })

  it('is the same though its texts were sent in another character set than they lie in', async () => {
    const elements = [
      { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
      { tag: 0x00100010, vr: 'PN', value: Buffer.from('Müller^Jörg', 'latin1') },
    ]
    expect(await sent({ get: 'gives' }, await written('101500', { elements }))).toEqual(['whole'])
  })

  it.each([
    ['takes no C-GET', {}],
    ['fails', { get: 'fails' }],
    ['has none to give', { get: 'has none' }],
    ['dies', { get: 'dies' }],
  ] as const)('is compared with what a node lists that %s', async (_, terms) => {
    const [one, other] = [await written('101500'), await written('101501')]
    expect(await sent({ ...terms, lists: ['SOPClassUID', ...moments] }, one, one, other)).toEqual(['listed', 'listed', 'pacs-kept-other']) // prettier-ignore
    // Says too little to tell them apart.
    expect(await sent({ ...terms, lists: ['SOPClassUID'] }, one, other)).toEqual([undefined, undefined])
    expect(await sent(terms, one, other)).toEqual([undefined, undefined])
  })

  it('is not compared where the node says that it changed it', async () => {
    const [one, other] = [await written('101500'), await written('101501')]
    expect(await sent({ get: 'gives', lists: moments, status: 0xb000 }, one, other)).toEqual([undefined, undefined])
  })

  it('is not waited for long where the node is silent, which is not asked so again', async () => {
    const node = await nodeWith({ get: 'is silent', lists: moments })
    const path = await written('101500')
    const request = new dimse.requests.CStoreRequest(path)
    await associate(node, [request], () => undefined, going)
    const stored = { object: await objectFile(path), sent: sentContent(request)! }
    const kept = new StoredObjects(node, await newFolder(), 400)
    expect([...(await kept.compare([stored], going)).values()]).toEqual(['listed'])
    const start = performance.now()
    expect([...(await kept.compare([stored], going)).values()]).toEqual(['listed'])
    expect(performance.now() - start).toBeLessThan(400)
  })

  it('is said to be stored, not compared, by the command line', async () => {
    const home = await newHome()
    const path = await written('101500')
    for (const [name, terms, compared, says] of [
      ['plain', {}, undefined, '1 object stored, not compared: plain does not give back what it keeps.'],
      ['lists', { lists: moments }, 'listed', '1 object compared only with what lists lists.'],
      ['gives', { get: 'gives' }, 'whole', '1 object sent to gives.'],
    ] as const) {
      await runCli(home, 'connections', 'add', name, '--dicom', `NODE@127.0.0.1:${(await nodeWith(terms)).port}`)
      const run = await runCli(home, 'pacs', 'send', name, path)
      expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(says) })
      const [told] = records(await runCli(home, 'pacs', 'send', name, path, '--json'))
      expect(told).toMatchObject({ sopInstanceUid: '1.2.3.9', ...(compared ? { compared } : {}) })
      expect('compared' in told!).toBe(compared !== undefined)
    }
    expect(await readdir(join(home, 'inbox'))).toEqual([])
  })
})
