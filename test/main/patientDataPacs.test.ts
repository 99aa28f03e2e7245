import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/application.ts'
import { clearableKinds } from '#shared/privacy.ts'
import { defaultNodeOptions } from '#shared/node.ts'
import { sendAs, startArchive } from '../support/dicomPeers.ts'
import { startFakeArchive } from '../support/fakeArchive.ts'
import { newFolder } from '../support/folder.ts'
import { freePort } from '../support/freePort.ts'
import { newHome } from '../support/home.ts'
import { everyFile, holds, naming, person, plantedFilm } from '../support/plantedPatient.ts'
import { writeTestModel } from '../support/testModel.ts'

/** What goes in from a PACS or out of the place may stand there, and why. */
const mayName: readonly (readonly [RegExp, why: string])[] = [
  [/^node\/films\/[^/]+$/, 'films that were received, until they are deleted or seven days are over'],
  [/^deidentified\/[^/]+\.csv$/, 'the table of what was replaced, which leads back from an export'],
]

let home: string
let application: Application
const start = async () => {
  application = await createApplication({ host: 'browser', home })
  return createRouterClient(application.router)
}
async function last<T>(events: Promise<AsyncIterable<T>>): Promise<T> {
  let latest: T | undefined
  for await (const event of await events) latest = event
  return latest!
}

beforeEach(async () => {
  home = await newHome()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }), {
    mode: 0o600,
  })
})
afterEach(() => application.stop())

const uids = (number: number) => [
  { tag: 0x00080018, vr: 'UI', value: `1.2.3.4.${number}` },
  { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
  { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
]

it('what came from a PACS and what was de-identified names a patient only where it is said to, and nowhere once all is cleared', async () => {
  let client = await start()
  // A study of a DICOMweb server, read and sent on to a node.
  const web = await startFakeArchive()
  web.instances.push({ ...{ study: '1.2.3', series: '1.2.3.4', instance: '1.2.3.4.1', modality: 'DX' }, bytes: plantedFilm(uids(1)) }) // prettier-ignore
  const archive = await startArchive()
  await client.pacs.add({ kind: 'dicomweb', name: 'web', url: web.base, user: 'reader', secret: 'of the test' })
  await client.pacs.add({ kind: 'dicom', name: 'archive', aeTitle: archive.aeTitle, host: '127.0.0.1', port: archive.port }) // prettier-ignore
  await client.pacs.query({ name: 'web', query: { patientName: person.family } })
  const fetched = await last(client.pacs.fetch({ name: 'web', studyUid: '1.2.3' }))
  expect(fetched).toMatchObject({ type: 'opened', opened: [{ type: 'film' }] })
  const [{ filmId }] = await client.studies.list()
  const reading = await client.readings.read({ filmId })
  expect(await last(client.pacs.send({ name: 'archive', filmIds: [filmId] }))).toMatchObject({ type: 'done' })

  // Results of one reading, below a folder that its owner names.
  const results = await newFolder()
  await client.results.write({
    filmId,
    reading,
    wish: { folder: results },
    run: '00000000-0000-4000-8000-000000000019',
  })
  expect((await everyFile(results)).map((path) => holds(Buffer.from(path)))).not.toContain(true)

  // The node that takes films in.
  const options = { ...defaultNodeOptions, on: true, aeTitle: 'NODE', port: await freePort(), allowed: ['XRAY1'], to: 'archive' } // prettier-ignore
  await client.node.change(options)
  const cr = { tag: 0x00080016, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.1' }
  expect(await sendAs('XRAY1', options, [plantedFilm([cr, ...uids(2)])])).toEqual([{ sopInstanceUid: '1.2.3.4.2' }])
  await expect.poll(async () => (await client.node.show()).sent, { timeout: 60_000 }).toBe(1)
  await last(client.node.open())

  // An export without what identifies its patients, with readings.
  const films = join(await newFolder(), `${person.family} ${person.born}`)
  await mkdir(films)
  await writeFile(join(films, `${person.given} ${person.id}.dcm`), plantedFilm(uids(3)))
  const to = join(await newFolder(), 'export')
  const exported = await last(client.deidentify.export({ paths: [films], filmIds: [filmId], to, results: {} }))
  expect(exported).toMatchObject({ type: 'exported', refused: [], films: [{}, {}] })
  expect((await everyFile(to)).length).toBeGreaterThan(2)
  expect(await naming(to)).toEqual([])

  await application.stop()
  const named = await naming(home)
  expect(named.filter((name) => !mayName.some(([pattern]) => pattern.test(name)))).toEqual([])
  // Each of the exceptions is one.
  for (const [pattern, why] of mayName) expect([why, named.some((name) => pattern.test(name))]).toEqual([why, true])
  if (process.platform !== 'win32')
    for (const path of (await Promise.all([home, results, to].map(everyFile))).flat())
      expect([path, ((await stat(path)).mode & 0o077).toString(8)]).toEqual([path, '0'])
  expect(await readFile(join(home, 'audit.jsonl'), 'utf8')).toMatch(/study-fetched[\s\S]*films-deidentified/)

  client = await start()
  for (const kind of clearableKinds) await client.privacy.clear({ kind })
  await client.node.forget()
  await application.stop()
  expect(await naming(home)).toEqual([])
  await Promise.all([web.close(), archive.close()])
}, 240_000)
