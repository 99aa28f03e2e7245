import { access, stat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { clearableKinds, type ClearableKind } from '#shared/privacy.ts'
import { writeEmptyModel } from '../../../support/emptyModel.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { launchFake } from '../../../support/launchFake.ts'

let home: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function put(bytes: number, ...path: string[]): Promise<void> {
  await mkdir(join(home, ...path, '..'), { recursive: true })
  await writeFile(join(home, ...path), 'x'.repeat(bytes))
}
const stored = async () => Object.fromEntries((await client.privacy.storage()).kinds.map((kind) => [kind.kind, kind]))
const isThere = (...path: string[]) =>
  access(join(home, ...path)).then(
    () => true,
    () => false,
  )

/** A file or folder of each kind. */
const traces: Record<ClearableKind, string[]> = {
  library: ['library.sqlite.damaged'],
  thumbnails: ['cache', 'thumbnails', '32', 'a'],
  filmCache: ['cache', 'films', '224', 'a'],
  runs: ['runs', '0a0a0a0a-0000-4000-8000-000000000000', 'checkpoint', 'a'],
  scans: ['scans', 'patient-key'],
  deidentified: ['deidentified', 'replaced.csv'],
  models: ['models', 'mine', 'card.json'],
  logs: ['logs', 'fractureguard.log.1'],
  settings: ['settings.set-aside-1.json'],
}

beforeEach(async () => {
  home = await newHome()
  for (const path of Object.values(traces)) await put(1000, ...path)
  await writeEmptyModel(join(home, 'models', 'mine'), 'mine')
  await put(300, 'runtimes', 'tensorflow', 'lib')
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
})
afterEach(() => application.stop())

describe('what the program keeps', () => {
  it('is told kind by kind, with the place of each', async () => {
    const kinds = await stored()
    expect(Object.keys(kinds).sort()).toEqual([...clearableKinds, 'inbox', 'other'].sort())
    expect(kinds.filmCache).toEqual({ kind: 'filmCache', paths: [join(home, 'cache', 'films')], bytes: 1000, files: 1 })
    const mark = join(home, 'fractureguard.json')
    const log = join(home, 'audit.jsonl')
    const size = (await stat(mark)).size + (await stat(log)).size
    expect(kinds.other).toMatchObject({ paths: [log, mark, join(home, 'runtimes')], bytes: 300 + size })
    expect(kinds.library.bytes).toBeGreaterThan(4000)
    expect((await client.privacy.storage()).root).toBe(home)
  })

  it.each(clearableKinds)('can be cleared by itself: %s', async (kind) => {
    const left = await client.privacy.clear({ kind })
    expect(left.root).toBe(home)
    for (const [other, path] of Object.entries(traces))
      expect([other, await isThere(...path)]).toEqual([other, other !== kind])
  })

  it('leaves no film, reading or name behind when the library is cleared', async () => {
    const film = join(await newFolder(), 'Muster^Anna.dcm')
    await writeFile(film, 'film')
    for await (const _ of await client.studies.open({ paths: [film] }));
    const [{ filmId }] = await client.studies.list()
    await client.library.review({ filmId, frame: 0, opinion: 'agree' })
    expect(await readLibrary()).toContain('Muster')
    await client.studies.closeMany({ filmIds: (await client.studies.list()).map(({ filmId }) => filmId) })
    await client.privacy.clear({ kind: 'library' })
    expect(await client.studies.reopen()).toEqual([])
    expect(await client.studies.list()).toEqual([])
    expect(await readLibrary()).not.toContain('Muster')
    expect(await readFile(film, 'utf8')).toBe('film')
  })

  it('puts settings back as they come', async () => {
    await client.settings.change({ anonymous: true, logLevel: 'nothing' })
    await client.privacy.clear({ kind: 'settings' })
    expect(await client.settings.show()).toMatchObject({ fresh: true, settings: { anonymous: false, logLevel: 'all' } })
    expect(await isThere('settings.json')).toBe(false)
  })

  it('goes on logging after the log was cleared, and says no more than it should', async () => {
    await client.privacy.clear({ kind: 'logs' })
    await expect(client.studies.pixels({ filmId: 'none' })).rejects.toThrow()
    const log = await readFile(join(home, 'logs', 'fractureguard.log'), 'utf8')
    expect(log).toContain('data-cleared')
    expect(log).toContain('request-failed')
    expect(log).not.toContain('started')
    await client.settings.change({ logLevel: 'problems' })
    await client.privacy.clear({ kind: 'logs' })
    await expect(client.studies.pixels({ filmId: 'none' })).rejects.toThrow()
    const quiet = (await readFile(join(home, 'logs', 'fractureguard.log'), 'utf8')).trim().split('\n')
    expect(quiet.map((line) => JSON.parse(line).event)).toEqual(['request-failed'])
  })

  it('keeps the bundled model, and reads with it when all others are gone', async () => {
    await client.models.activate({ modelId: 'mine' })
    await client.privacy.clear({ kind: 'models' })
    expect((await client.models.versions()).models.map(({ id, active }) => [id, active])).toEqual([['starter', true]])
  })
})

async function readLibrary(): Promise<string> {
  const names = (await readdir(home)).filter((name) => name.startsWith('library.sqlite'))
  return (await Promise.all(names.map((name) => readFile(join(home, name), 'latin1')))).join('')
}
