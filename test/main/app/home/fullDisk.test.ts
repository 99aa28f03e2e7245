import { spawnSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRouterClient } from '@orpc/server'
import { createApplication } from '#main/app/application.ts'
import { ScanStore } from '#main/scan/index.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

let mount: string
const run = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
const canMount = await (async () => {
  const probe = await newFolder()
  return run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe) && run('umount', probe)
})()

beforeEach(async () => {
  mount = join(await newFolder(), 'small')
  await mkdir(mount)
})
// Lazily: what still ends must not keep the folder from being removed.
afterEach(() => run('umount', '-l', mount))

// Needs the right to mount a small disk, which few have outside of a container.
describe.skipIf(!canMount)('a data folder that cannot be written', () => {
  it.each(['full', 'read-only'] as const)(
    '%s: films are opened and read, and it is said once',
    async (kind) => {
      run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount)
      const home = join(mount, 'home')
      const start = () => createApplication({ host: 'browser', home, launchCompute: launchFake })
      await (await start()).stop()
      if (kind === 'full') await writeFile(join(mount, 'filler'), Buffer.alloc(2 ** 20)).catch(() => undefined)
      else run('mount', '-o', 'remount,ro', mount)
      const film = join(await newFolder(), 'film')
      await writeFile(film, 'film')
      const application = await start()
      try {
        const client = createRouterClient(application.router)
        const opened = []
        for await (const event of await client.studies.open({ paths: [film] })) opened.push(event)
        expect(opened).toMatchObject([{ type: 'film' }])
        const [event] = opened
        if (event.type !== 'film') throw new Error('No film was opened.')
        const { filmId } = event.film
        expect(await client.readings.read({ filmId, frame: 0 })).toMatchObject({ frame: 0 })
        const { troubles } = await client.app.about()
        expect(troubles.map(({ code }) => code)).toEqual([kind === 'full' ? 'disk-full' : 'read-only'])
        const scanning = client.scans.start({ options: { folder: join(film, '..') } })
        await expect(scanning).rejects.toMatchObject({ data: { code: kind === 'full' ? 'disk-full' : 'read-only' } })
        // The log of what was done is read, and whole.
        expect((await client.audit.list({})).entries.map(({ action }) => action)).toContain('program-started')
        expect(await client.audit.verify({})).toMatchObject({ faults: [] })
        // What is kept there is not deleted, and not said to be.
        await expect(client.library.forget({ filmIds: [filmId] })).rejects.toMatchObject({
          data: { code: 'read-only' },
        })
        await expect(client.privacy.clear({ kind: 'library' })).rejects.toMatchObject({ data: { code: 'read-only' } })
        const jobs = await client.jobs.list()
        expect(jobs.filter(({ endedAt }) => endedAt === undefined)).toEqual([])
      } finally {
        await application.stop()
      }
    },
    120_000,
  )

  it('leaves no half of the key by which patients are hashed', async () => {
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mount)
    const filler = join(mount, 'filler')
    await writeFile(filler, Buffer.alloc(2 ** 17)).catch(() => undefined)
    const store = new ScanStore(mount)
    await expect(store.patientKey()).rejects.toMatchObject({ code: 'disk-full' })
    await rm(filler)
    const key = await store.patientKey()
    expect([key.length, await store.patientKey()]).toEqual([32, key])
  })
})
