import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import { bonePattern } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { resultFilm, studyUid } from '../../support/resultFilms.ts'
import { writeTestModel } from '../../support/testModel.ts'

/** Readings written as DICOM by the application with its real compute process. */
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>
let films: string
const minutes = 60_000
const run = '0a0a0a0a-0000-4000-8000-000000000000'

beforeAll(async () => {
  const home = await newHome()
  await mkdir(join(home, 'models'))
  await writeTestModel(join(home, 'models', 'plain'), { id: 'plain' })
  application = await createApplication({ host: 'browser', home })
  client = createRouterClient(application.router)
  films = await newFolder()
  for (const instance of ['1', '2']) await writeFile(join(films, `film ${instance}.dcm`), resultFilm({ instance }))
  const grey = { raw: { width: 60, height: 80, channels: 1 } } as const
  await sharp(Uint8Array.from(bonePattern(80, 60, 8)), grey)
    .png()
    .toFile(join(films, 'film.png'))
}, 2 * minutes)
afterAll(() => application.stop())

async function open(path: string): Promise<Opened> {
  const opened: Opened[] = []
  for await (const one of await client.studies.open({ paths: [path] })) opened.push(one)
  return opened[0]!
}

it('are not written of a film in whose place another one lies since', async () => {
  const path = join(await newFolder(), 'film.dcm')
  await writeFile(path, resultFilm({ instance: '3' }))
  const { filmId, reading } = await readFilm(path)
  await writeFile(path, resultFilm({ instance: '4' }))
  const folder = await newFolder()
  await expect(client.results.write({ filmId, reading, wish: { folder }, run })).rejects.toMatchObject({
    data: { code: 'file-changed' },
  })
  expect(await readdir(folder)).toEqual([])
})

async function readFilm(path: string) {
  const opened = await open(path)
  if (opened.type === 'problem') throw new Error(opened.problem.message)
  const { filmId } = opened.film
  return { filmId, reading: await client.readings.read({ filmId, modelId: 'plain' }) }
}

const kindsOf = (names: readonly string[]): string[] =>
  names.map((name) => name.replace(/^.*\//, '').slice(0, 2)).sort()

it(
  'writes the reading that it is given, in the kinds that are wished or else in those of the settings',
  async () => {
    const { filmId, reading } = await readFilm(join(films, 'film 1.dcm'))
    const folder = await newFolder()
    const wish = { folder, style: { kinds: ['sr' as const, 'ko' as const] } }
    const called = { ...reading, verdict: 'fracture' as const }
    expect(
      kindsOf((await client.results.write({ filmId, reading: called, wish, run })).files.map(({ file }) => file)),
    ).toEqual(['SR'])
    const { files } = await client.results.finish({ modelId: 'plain', wish, run })
    expect(files.map(({ kind }) => kind)).toEqual(['ko'])
    expect(kindsOf(await readdir(join(folder, studyUid)))).toEqual(['KO', 'SR'])

    await client.settings.change({ results: { kinds: ['pr'], reportClass: 'enhanced' } })
    const written = await client.results.write({ filmId, reading, wish: { folder: await newFolder() }, run })
    expect(written.files.map(({ kind }) => kind)).toEqual(['pr'])
    await client.settings.change({ results: null })
  },
  2 * minutes,
)

it(
  'puts the objects of one reading into an archive',
  async () => {
    const { filmId, reading } = await readFilm(join(films, 'film 1.dcm'))
    const archive = await client.results.download({ filmId, reading })
    const path = join(await newFolder(), 'results.zip')
    await writeFile(path, new Uint8Array(await archive.arrayBuffer()))
    const contents = await contentsOf(path, await newFolder())
    expect(kindsOf(contents!.entries.map(({ name }) => name))).toEqual(['PR', 'SC', 'SR'])
  },
  2 * minutes,
)

it(
  'says why no result can be written of a film that is no DICOM',
  async () => {
    const { filmId, reading } = await readFilm(join(films, 'film.png'))
    const wish = { folder: await newFolder() }
    await expect(client.results.write({ filmId, reading, wish, run })).rejects.toMatchObject({
      data: { id: 'results-not-dicom' },
    })
  },
  2 * minutes,
)

it(
  'writes results of all films of a scan, and notes those of which none could be',
  async () => {
    const folder = join(await newFolder(), 'results')
    const options = {
      folder: films,
      modelId: 'plain',
      modalities: [],
      patientId: 'omit' as const,
      absolutePaths: false,
    }
    const { scanId, jobId } = await client.scans.start({ options: { ...options, results: { folder } }, resume: false })
    for await (const _ of await client.jobs.watch({ jobId })) continue
    const { rows } = await client.scans.rows({ scanId })
    expect(rows.map(({ file, warnings }) => [file, warnings?.includes('result-not-written')])).toEqual([
      ['film 1.dcm', false],
      ['film 2.dcm', false],
      ['film.png', true],
    ])
    expect(await readdir(folder)).toEqual([studyUid])
    expect(kindsOf(await readdir(join(folder, studyUid)))).toEqual(['PR', 'PR', 'SC', 'SC', 'SR', 'SR'])
    const again = await client.scans.start({ options: { ...options, results: { folder } }, resume: false })
    for await (const _ of await client.jobs.watch({ jobId: again.jobId })) continue
    expect(await readdir(join(folder, studyUid))).toHaveLength(6)
  },
  5 * minutes,
)

it('refuses results among the films of a scan', async () => {
  const options = { folder: films, modalities: [], patientId: 'omit' as const, absolutePaths: false }
  const results = { folder: join(films, 'results') }
  await expect(client.scans.start({ options: { ...options, results }, resume: false })).rejects.toMatchObject({
    data: { id: 'results-among-films' },
  })
})

it(
  'opens reports and presentation states beside films, and lets them go',
  async () => {
    const { filmId, reading } = await readFilm(join(films, 'film 2.dcm'))
    const folder = await newFolder()
    const { files } = await client.results.write({ filmId, reading, wish: { folder }, run })
    const [, state, report] = await Promise.all(files.map(({ file }) => open(join(folder, file))))
    const documents = [state!, report!].map((opened) => (opened.type === 'problem' ? opened.document : undefined))
    expect(documents.map((document) => document?.content.kind)).toEqual(['presentation', 'report'])
    expect((await client.studies.documents()).map(({ documentId }) => documentId).sort()).toEqual(
      documents.map((document) => document!.documentId).sort(),
    )
    await client.studies.closeMany({ filmIds: documents.map((document) => document!.documentId) })
    expect(await client.studies.documents()).toEqual([])
  },
  2 * minutes,
)
