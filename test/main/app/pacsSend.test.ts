import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { createApplication } from '#main/app/index.ts'
import { listen, storeStatus } from '#main/pacs/index.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { resultFilm } from '../../support/resultFilms.ts'
import { writeTestModel } from '../../support/testModel.ts'

it('objects that were sent before the user stopped stand in the audit log', { timeout: 120_000 }, async () => {
  const home = await newHome()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  const active = JSON.stringify({ formatVersion: 1, modelId: 'small' })
  await writeFile(join(home, 'models', 'active.json'), active, { mode: 0o600 })
  const application = await createApplication({ host: 'browser', home })
  const stop = new AbortController()
  let taken = 0
  const archive = await listen({
    ...{ host: '127.0.0.1', port: 0, aeTitle: 'ARCHIVE', allowed: ['FRACTUREGUARD'], folder: await newFolder() },
    room: () => 1e9,
    onObject: async () => {
      if (++taken < 2) return storeStatus.success
      stop.abort()
      return new Promise<never>(() => undefined)
    },
    onRefused: () => undefined,
  })
  try {
    const client = createRouterClient(application.router)
    await client.pacs.add({ ...{ kind: 'dicom', name: 'archive' }, aeTitle: 'ARCHIVE', host: '127.0.0.1', port: archive.port }) // prettier-ignore
    const path = join(await newFolder(), 'film.dcm')
    await writeFile(path, resultFilm())
    for await (const _ of await client.studies.open({ paths: [path] }));
    const [film] = await client.studies.list()
    const sending = (async () => {
      const wish = { name: 'archive', filmIds: [film!.filmId] }
      for await (const _ of await client.pacs.send(wish, { signal: stop.signal }));
    })()
    await expect(sending).rejects.toThrow()
    const audit = await readFile(join(home, 'audit.jsonl'), 'utf8')
    expect(audit).toMatch(/"objects-sent","words":\["archive"\],"count":1/)
  } finally {
    await application.stop()
    await archive.close()
  }
})
