import { createServer } from 'node:net'
import { once } from 'node:events'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultNodeOptions, type NodeOptions, type NodeView } from '#shared/node.ts'
import { createApplication, type Application, type AppRouter } from '#main/app/index.ts'
import { tryLock } from '#main/locks/index.ts'
import { Looking } from '#main/app/node/looking.ts'
import type { LaunchCompute } from '#main/compute/index.ts'
import { sendAs, startArchive, type FakeArchive } from '../../support/dicomPeers.ts'
import { newFolder } from '../../support/folder.ts'
import { freePort } from '../../support/freePort.ts'
import { launchFake } from '../../support/launchFake.ts'
import { everyFile } from '../../support/plantedPatient.ts'
import { sampleDicom } from '../../support/sampleDicom.ts'

type Client = RouterClient<AppRouter, Record<never, never>>
let home: string
let archive: FakeArchive
const running: Application[] = []

beforeEach(async () => {
  home = await newFolder()
  archive = await startArchive()
})
afterEach(async () => {
  for (const application of running.splice(0)) await application.stop()
  await archive.close()
})

async function start(launchCompute?: LaunchCompute): Promise<Client> {
  const application = await createApplication({ host: 'browser', home, ...(launchCompute ? { launchCompute } : {}) })
  running.push(application)
  return createRouterClient(application.router)
}
const end = async (): Promise<void> => void (await running.pop()!.stop())

/** With an archive to send to. */
async function startConnected(launchCompute?: LaunchCompute): Promise<Client> {
  const client = await start(launchCompute)
  const { port, aeTitle } = archive
  await client.pacs.add({ kind: 'dicom', name: 'archive', aeTitle, host: '127.0.0.1', port })
  return client
}

const wish = async (more: Partial<NodeOptions> = {}): Promise<NodeOptions> => ({
  ...defaultNodeOptions,
  ...{ on: true, aeTitle: 'NODE', port: await freePort(), allowed: ['XRAY1'], to: 'archive' },
  ...more,
})
const films = async (...names: string[]) => Promise.all(names.map(async (name, i) => (await sampleDicom(name, i + 1)).bytes)) // prettier-ignore
const until = async (client: Client, isSo: (view: NodeView) => boolean): Promise<NodeView> => {
  for (;;) {
    const view = await client.node.show()
    if (isSo(view)) return view
    await new Promise((soon) => setTimeout(soon, 20))
  }
}

describe('the node within the program', () => {
  it('is off where nobody has switched it on, at this machine alone', async () => {
    const client = await start(launchFake)
    expect(await client.node.show()).toMatchObject({
      state: 'off',
      options: { on: false, host: '127.0.0.1', allowed: [] },
      ...{ received: 0, kept: 0, bytes: 0 },
    })
    await expect(stat(join(home, 'node'))).rejects.toThrow('ENOENT')
  })

  it('reads what arrives, sends the results, and has the films opened', async () => {
    const client = await startConnected()
    const options = await wish({ kinds: ['sc', 'sr'] })
    expect(await client.node.change(options)).toMatchObject({ state: 'listening', options })
    const [fracture] = await films('IMG0000191.jpg')
    expect(await sendAs('XRAY1', options, [fracture!])).toMatchObject([{ sopInstanceUid: expect.any(String) }])
    expect(await sendAs('STRANGER', options, [fracture!])).toMatchObject([{ problem: { id: 'pacs-refused-calling' } }])
    expect(await sendAs('STRANGER', options, [fracture!])).toMatchObject([{ problem: { id: 'pacs-refused-calling' } }])
    const view = await until(client, ({ sent }) => sent === 1)
    expect(view).toMatchObject({
      ...{ received: 1, read: 1, failed: 0, waiting: { read: 0, sent: 0 }, kept: 1, bytes: expect.any(Number) },
      refused: [{ reason: 'calling', from: 'STRANGER', count: 2 }],
    })
    expect(archive.classes.sort()).toEqual(['1.2.840.10008.5.1.4.1.1.7', '1.2.840.10008.5.1.4.1.1.88.34'])

    const open = async () => {
      const opened = []
      for await (const one of await client.node.open()) opened.push(one)
      return opened
    }
    const [opened] = await open()
    expect(opened).toMatchObject({ type: 'film', film: { header: { patientName: 'Doe, Film1' } } })
    expect(await open()).toEqual([])
    // What somebody looks at stays.
    expect(await client.node.forget()).toMatchObject({ kept: 1 })
    const [film] = await client.studies.list()
    await client.studies.close({ filmId: film!.filmId })
    expect(await client.node.forget()).toMatchObject({ kept: 0, bytes: 0 })
    expect(await everyFile(join(home, 'node', 'films'))).toEqual([])

    const audit = await readFile(join(home, 'audit.jsonl'), 'utf8')
    expect(audit).toMatch(/"node-switched","words":\["on"\]/)
    expect(audit).toMatch(/"objects-sent","words":\["archive"\],"count":2/)
    expect((await stat(join(home, 'node.json'))).mode & 0o077).toBe(0)
    for (const path of await everyFile(home)) expect([path, (await readFile(path, 'latin1')).includes('Doe^')]).toEqual([path, false]) // prettier-ignore
  }, 120_000)

  it('runs again with the program until it is switched off', async () => {
    const options = await wish()
    await (await startConnected(launchFake)).node.change(options)
    await end()
    const again = await start(launchFake)
    expect(await again.node.show()).toMatchObject({ state: 'listening', options })
    await sendAs('XRAY1', options, await films('IMG0000191.jpg', 'IMG0002441.jpg'))
    await until(again, ({ sent }) => sent === 2)
    expect(await again.node.change({ ...options, on: false })).toMatchObject({ state: 'off', received: 2 })
    expect(await sendAs('XRAY1', options, await films('IMG0000191.jpg'))).toMatchObject([{ problem: { id: 'pacs-unreachable' } }]) // prettier-ignore
    await end()
    expect(await (await start(launchFake)).node.show()).toMatchObject({ state: 'off', options: { ...options, on: false }, kept: 2 }) // prettier-ignore
  }, 60_000)

  it('says why it does not run, and runs when that is over', async () => {
    const client = await startConnected(launchFake)
    const options = await wish()
    const other = createServer()
    await once(other.listen(options.port, '127.0.0.1'), 'listening')
    expect(await client.node.change(options)).toMatchObject({ state: 'failed', problem: { id: 'node-port-not-usable', message: expect.stringContaining(String(options.port)) } }) // prettier-ignore
    other.close()
    await once(other, 'close')
    expect(await client.node.change(options)).toMatchObject({ state: 'listening' })
    await client.node.change({ ...options, on: false })

    const release = tryLock(join(home, 'node', 'node.lock'))!
    expect(await client.node.change(options)).toMatchObject({ state: 'failed', problem: { id: 'node-in-use' } })
    release()
    await client.pacs.remove({ name: 'archive' })
    await end()
    expect(await (await start(launchFake)).node.show()).toMatchObject({ state: 'failed', problem: { id: 'connection-unknown' } }) // prettier-ignore
  }, 60_000)

  it('is not switched on by what cannot be, and a damaged choice runs none', async () => {
    const client = await startConnected(launchFake)
    for (const [wrong, id] of [
      [{ allowed: [] }, 'node-nobody-allowed'],
      [{ allowed: ['XRAY1', 'a title of seventeen'] }, 'node-ae-title'],
      [{ aeTitle: 'BACK\\SLASH' }, 'node-ae-title'],
      [{ to: 'nowhere' }, 'connection-unknown'],
    ] as const)
      await expect(client.node.change(await wish({ ...wrong, allowed: [...('allowed' in wrong ? wrong.allowed : ['XRAY1'])] }))).rejects.toMatchObject({ data: { id } }) // prettier-ignore
    expect(await client.node.show()).toMatchObject({ state: 'off' })
    await end()
    await writeFile(join(home, 'node.json'), '{"formatVersion":1,"options":{"on":true}}', { mode: 0o600 })
    await mkdir(join(home, 'node'))
    await writeFile(join(home, 'node', 'queue.sqlite'), 'no database', { mode: 0o600 })
    const damaged = await start(launchFake)
    expect(await damaged.node.show()).toMatchObject({ state: 'off', problem: { id: 'node-queue-damaged' } })
    expect((await damaged.privacy.storage()).kinds.find(({ kind }) => kind === 'node')?.paths).toHaveLength(2)
  }, 60_000)

  it('says once that a damaged choice was set aside, and writes over nothing', async () => {
    const client = await startConnected(launchFake)
    const options = await wish()
    await client.node.change(options)
    await end()
    const kept = await readFile(join(home, 'node.json'), 'utf8')
    await writeFile(join(home, 'node.json'), kept.slice(0, 60), { mode: 0o600 })

    const again = await start(launchFake)
    expect(await again.node.show()).toMatchObject({ state: 'off', options: defaultNodeOptions })
    const [aside] = (await readdir(home)).filter((name) => name.startsWith('node.'))
    expect(await readFile(join(home, aside!), 'utf8')).toBe(kept.slice(0, 60))
    const { troubles } = await again.app.about()
    expect(troubles).toMatchObject([{ id: 'aside-node', message: expect.stringContaining(aside) }])
    expect(await again.node.change(options)).toMatchObject({ state: 'listening' })
    await end()
    expect((await readdir(home)).filter((name) => name.startsWith('node.')).sort()).toEqual(['node.json', aside].sort())

    const later = await start(launchFake)
    expect(await later.node.show()).toMatchObject({ state: 'listening' })
    expect((await later.app.about()).troubles).toEqual([])
    // Damaged while the program runs.
    await writeFile(join(home, 'node.json'), '')
    await later.node.change({ ...options, on: false })
    expect((await later.app.about()).troubles).toMatchObject([{ id: 'aside-node' }])
    expect((await readdir(home)).filter((name) => name.startsWith('node.set-aside-'))).toHaveLength(2)
  }, 60_000)

  it('is neither begun nor switched while nobody can read what was chosen', async () => {
    await startConnected(launchFake)
    await end()
    await mkdir(join(home, 'node.json'))
    const unread = await start(launchFake)
    expect(await unread.node.show()).toMatchObject({ state: 'off', problem: { id: 'settings-not-readable' } })
    await expect(unread.node.change(await wish())).rejects.toMatchObject({ data: { id: 'settings-not-readable' } })
  }, 60_000)

  it('lets what somebody looks at come first', async () => {
    const client = await startConnected(launchFake)
    const options = await wish()
    await client.node.change(options)
    const path = join(await newFolder(), 'brief')
    await writeFile(path, 'a film')
    for await (const one of await client.studies.open({ paths: [path] })) void one
    const [film] = await client.studies.list()
    let isRead = false
    const reading = client.readings.read({ filmId: film!.filmId }).then(() => (isRead = true))
    await sendAs('XRAY1', options, await films('IMG0000191.jpg'))
    await until(client, ({ received }) => received === 1)
    const seen = { before: 0, after: 0 }
    while (!isRead) {
      const { read } = await client.node.show()
      if (!isRead) seen.before = Math.max(seen.before, read)
      await new Promise((soon) => setTimeout(soon, 20))
    }
    await reading
    seen.after = (await until(client, ({ read }) => read === 1)).read
    expect(seen).toEqual({ before: 0, after: 1 })
  }, 60_000)
})

it('work that nobody waits for begins when the last one has what they wait for', async () => {
  const looking = new Looking()
  const order: string[] = []
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const shown = [looking.during(() => first.promise), looking.during(() => second.promise)]
  const waiting = looking.ends().then(() => order.push('read'))
  first.resolve()
  await shown[0]
  await new Promise(setImmediate)
  expect(order).toEqual([])
  second.reject(new Error('gone'))
  await expect(shown[1]).rejects.toThrow('gone')
  await waiting
  await looking.ends()
  expect(order).toEqual(['read'])
})
