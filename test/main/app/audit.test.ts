import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installRuntime } from '#main/runtimes/index.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import { isAudited, unaudited } from '#main/app/audit/audited.ts'
import type { AppRouter } from '#main/app/router.ts'
import { contract } from '#shared/contract/index.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { launchFake } from '../../support/launchFake.ts'
import { records, runCli } from '../../support/runCli.ts'
import { writeTestModel } from '../../support/testModel.ts'

vi.mock(import('#main/runtimes/index.ts'), async (original) => ({ ...(await original()), installRuntime: vi.fn() }))

let home: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start(): Promise<void> {
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}
beforeEach(async () => {
  home = await newHome()
  await start()
})
afterEach(() => application.stop())

async function openFilm(): Promise<string> {
  const path = join(await newFolder(), 'Muster_Anna')
  await writeFile(path, 'film')
  for await (const event of await client.studies.open({ paths: [path] }))
    if (event.type === 'film') return event.film.filmId
  throw new Error('No film.')
}
const actions = async (): Promise<string[]> =>
  (await client.audit.list({})).entries.map(({ action }) => action).reverse()

it('every route is noted or said not to be', () => {
  const routes = Object.entries(contract).flatMap(([group, all]) => Object.keys(all).map((name) => `${group}.${name}`))
  expect(routes.filter((route) => isAudited(route) === unaudited.has(route))).toEqual([])
  expect([...unaudited].filter((route) => !routes.includes(route))).toEqual([])
})

describe('what is done', () => {
  it('is noted with the hashes of film and model, and without a name', async () => {
    const filmId = await openFilm()
    application.connection('opened')
    await client.readings.read({ filmId })
    await client.library.review({ filmId, frame: 0, opinion: 'disagree' })
    await client.settings.change({ language: 'de' })
    await client.library.saveAnnotations({ filmId, annotations: [] })
    await client.library.saveNote({ filmId, key: true, text: 'Muster, Anna' })
    await client.models.activate({ modelId: 'starter' })
    expect(await actions()).toEqual([
      'program-started',
      'connection-opened',
      'reading-shown',
      'review-saved',
      'settings-changed',
      'annotations-saved',
      'note-saved',
      'model-activated',
    ])
    const { entries } = await client.audit.list({})
    expect(entries.find(({ action }) => action === 'review-saved')).toMatchObject({
      film: expect.stringMatching(/^[0-9a-f]{64}$/),
      frame: 0,
      words: ['disagree'],
      host: 'browser',
    })
    expect(entries.find(({ action }) => action === 'model-activated')!.model).toMatch(/^[0-9a-f]{64}$/)
    expect(await readFile(join(home, 'audit.jsonl'), 'utf8')).not.toMatch(/Muster|Anna/)
    expect(await client.audit.verify({})).toMatchObject({ entries: 8, faults: [] })
  })

  it('is not noted where it failed', async () => {
    await expect(client.models.activate({ modelId: 'missing' })).rejects.toThrow()
    // Neither where that shows only while it is under way.
    const fitting = async () => {
      for await (const _ of await client.models.fit({ folder: join(home, 'none') }));
    }
    await expect(fitting()).rejects.toThrow()
    expect(await actions()).toEqual(['program-started'])
  })

  it('is noted of every model that reads from now on, also where another one is lost, and of which one was deleted', async () => {
    const { weights } = await writeTestModel(join(home, 'models', 'small'), { id: 'small' })
    const { weights: starter } = await client.models.show({ modelId: 'starter' })
    await client.models.activate({ modelId: 'small' })
    await client.models.delete({ modelId: 'small', evenIfActive: true })
    const { entries } = await client.audit.list({ most: 3 })
    expect(entries.map(({ action, model }) => [action, model]).reverse()).toEqual([
      ['model-activated', weights.sha256],
      ['model-activated', starter.sha256],
      ['model-deleted', weights.sha256],
    ])
  })

  it('is noted of a runtime when it is installed, and not when that was tried', async () => {
    await application.stop()
    application = await createApplication({ host: 'cli', home, launchCompute: launchFake })
    client = createRouterClient(application.router)
    vi.mocked(installRuntime).mockRejectedValueOnce(new Error('none'))
    for (let tries = 0; tries < 2; tries++) {
      const { jobId } = await client.runtimes.install({ name: 'tensorflow', fromPython: '/none' })
      for await (const _ of await client.jobs.watch({ jobId }));
    }
    expect((await actions()).filter((action) => action.startsWith('runtime'))).toEqual(['runtime-installed'])
  })

  it('names no film in private mode', async () => {
    await client.library.setPrivate({ on: true })
    const filmId = await openFilm()
    await client.readings.read({ filmId })
    const [entry] = (await client.audit.list({ most: 1 })).entries
    expect(entry).toMatchObject({ action: 'reading-shown', words: [expect.any(String)] })
    expect(entry.film).toBeUndefined()
  })

  it('stays when all is cleared, and is whole after it', async () => {
    const filmId = await openFilm()
    await client.readings.read({ filmId })
    await client.privacy.clear({ kind: 'library' })
    expect(await actions()).toEqual(['program-started', 'reading-shown', 'data-cleared'])
    await application.stop()
    await start()
    expect(await client.audit.verify({})).toMatchObject({ entries: 5, faults: [] })
  })

  it('is listed, checked and written by the command line', { timeout: 120_000 }, async () => {
    await application.stop()
    const whole = await runCli(home, 'audit', 'verify', '--json')
    expect([whole.code, records(whole)]).toEqual([0, [expect.objectContaining({ entries: 2, faults: [] })]])
    const listed = await runCli(home, 'audit', 'list')
    expect(listed.stdout).toMatch(/program-ended[\s\S]*program-started/)
    const file = join(await newFolder(), 'audit.csv')
    expect((await runCli(home, 'audit', 'export', file)).code).toBe(0)
    expect((await readFile(file, 'utf8')).split('\r\n').map((line) => line.split(',')[0])).toContain('program-started')
    expect((await runCli(home, 'audit', 'export', file)).code).not.toBe(0)
    await rm(join(home, 'audit.jsonl'))
    const cut = await runCli(home, 'audit', 'verify')
    expect([cut.code, cut.stdout]).toEqual([1, expect.stringContaining('cut off')])
  })
})
