import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { readZip } from '#main/registry/archive/readZip.ts'
import type { Opened } from '#shared/contract/index.ts'
import { isTerminal } from '#shared/job.ts'
import { clearableKinds } from '#shared/privacy.ts'
import { resultKinds } from '#shared/results.ts'
import { writeBarFilms } from '../support/barFilms.ts'
import { newFolder } from '../support/folder.ts'
import { newHome } from '../support/home.ts'
import { anyPlanted, everyFile, holds, naming, person, plantedFilm } from '../support/plantedPatient.ts'
import { runCli } from '../support/runCli.ts'
import { writeTestModel } from '../support/testModel.ts'
import { upload } from '../support/upload.ts'

/**
 * Where what was planted may stand in the program's data folder, and why. Nothing else may hold a word of it, in its
 * bytes or in its name.
 */
const mayName: readonly (readonly [RegExp, why: string])[] = [
  [/^library\.sqlite(-wal|-shm)?$/, 'the worklist: paths, names and headers of films; not in private mode'],
  [/^runs\/[^/]+\/run\.json$/, 'the folder on which a training runs'],
  [/^scans\/[^/]+\/(scan\.json|rows\.jsonl(\..+)?)$/, 'the folder of a scan, and paths of its files'],
  [/^models\/[^/]+\/split\.csv$/, 'which film is in which part; never exported'],
  [/^models\/[^/]+\/report\.(json|html)$/, 'the films on which a model was most wrong; left out of exports'],
  [/^models\/[^/]+\/card\.json$/, 'the name of the data’s folder; left out of exports'],
]

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start(): Promise<void> {
  application = await createApplication({ host: 'browser', home })
  client = createRouterClient(application.router)
}

const unexplained = (names: readonly string[]): string[] =>
  names.filter((name) => !mayName.some(([pattern]) => pattern.test(name)))

async function last<T>(events: Promise<AsyncIterable<T>>): Promise<T> {
  let latest: T | undefined
  for await (const event of await events) latest = event
  return latest!
}

async function finished(jobId: string): Promise<void> {
  const job = await last(client.jobs.watch({ jobId }))
  expect(isTerminal(job.state)).toBe(true)
  expect(job).toMatchObject({ state: 'succeeded' })
}

const filmIdOf = (event: Opened): string => {
  if (event.type !== 'film') throw new Error(event.problem.message)
  return event.film.filmId
}

/** Everything that a person does with a film in the reading room. */
async function useFilm(filmId: string): Promise<void> {
  await client.studies.pixels({ filmId })
  await client.studies.tags({ filmId })
  await client.studies.info({ filmId })
  await client.studies.thumbnail({ filmId })
  await client.readings.read({ filmId })
  await client.library.review({ filmId, frame: 0, opinion: 'agree' })
  const points = [
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ]
  const text = `${person.family} ${person.given}`
  await client.library.saveAnnotations({ filmId, annotations: [{ id: 'a', kind: 'arrow', frame: 0, points, text }] })
  await client.library.saveNote({ filmId, key: true, text })
  await client.library.marks({ filmId })
  // What a reader sees, with what they typed: their own name, and a category that is a name.
  const box = { shape: 'box' as const, x: 1, y: 2, width: 3, height: 4, category: person.given }
  const place = { filmId, frame: 0, reader: person.family }
  await client.marks.save({ ...place, answer: 'fracture', marks: [box] })
  await client.marks.save({ ...place, answer: 'unsure', marks: [] })
  await client.marks.undo(place)
  await client.marks.list({ filmId })
}

/** What goes wrong must name nobody either. */
async function tryFilm(event: Opened): Promise<void> {
  await expect(client.readings.read({ filmId: filmIdOf(event) })).rejects.toMatchObject({ data: { code: 'truncated' } })
}

beforeEach(async () => {
  home = await newHome()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
  films = join(await newFolder(), `${person.family} ${person.given} ${person.born}`)
  await mkdir(films, { recursive: true })
  await writeFile(join(films, `${person.family}_${person.id}.dcm`), plantedFilm())
  await writeFile(join(films, `${person.given} damaged.dcm`), plantedFilm().subarray(0, 2000))
  await start()
})
afterEach(() => application.stop())

describe('what names a patient', () => {
  it(
    'stands only where it is said to stand, after everything was done, and nowhere once all is cleared',
    { timeout: 240_000 },
    async () => {
      // The reading room: by path, and handed over by a page.
      for await (const event of await client.studies.open({ paths: [films] }))
        await (event.type === 'film' && !event.film.name.includes('damaged')
          ? useFilm(event.film.filmId)
          : tryFilm(event))
      const [handed] = await upload(
        client,
        new File([plantedFilm() as Uint8Array<ArrayBuffer>], `${person.family}.dcm`),
      )
      await useFilm(filmIdOf(handed))
      await client.studies
        .open({ paths: [join(films, `${person.family} missing.dcm`)] })
        .then((events) => last(Promise.resolve(events)))

      // Scans: kept in the program, and into a report without patients' ids.
      const kept = await client.scans.start({ options: { folder: films } })
      await finished(kept.jobId)
      await client.scans.rows({
        scanId: kept.scanId,
        from: 0,
        most: 10,
        filter: 'all',
        search: person.family,
        sort: 'file',
        descending: false,
      })
      const report = join(await newFolder(), 'report.csv')
      const scan = await client.scans.start({
        options: { folder: films, patientId: 'omit' },
        output: { path: report, format: 'csv' },
      })
      await finished(scan.jobId)
      const csv = await readFile(report, 'utf8')
      expect(csv).toContain(`${person.family}_${person.id}.dcm`)
      expect(
        csv.replaceAll(`${person.family}_${person.id}.dcm`, '').replaceAll(`${person.given} damaged.dcm`, ''),
      ).not.toMatch(anyPlanted)

      // Results as DICOM, which are the patient's by what they hold, and say so in no name; by a scan and by one film.
      const study = { tag: 0x0020000d, vr: 'UI', value: '1.2.3' }
      const series = { tag: 0x0020000e, vr: 'UI', value: '1.2.3.1' }
      await writeFile(join(films, `${person.family} whole.dcm`), plantedFilm([study, series]))
      const results = await newFolder()
      const wish = { folder: results, style: { kinds: [...resultKinds] } }
      await finished((await client.scans.start({ options: { folder: films, results: wish } })).jobId)
      const single = await newFolder()
      const dicomRun = ['read', '--to', single, '--dicom', 'sc,pr,sr', join(films, `${person.family} whole.dcm`)]
      expect((await runCli(home, ...dicomRun)).code).toBe(0)
      for (const folder of [results, single]) {
        const objects = await everyFile(folder)
        expect(objects.length).toBeGreaterThanOrEqual(3)
        for (const path of objects) {
          expect([path, holds(Buffer.from(path))]).toEqual([path, false])
          expect([path, holds(await readFile(path))]).toEqual([path, true])
        }
      }

      // Labelled films: a manifest whose columns are those of patients.
      const labelled = join(await newFolder(), `${person.family} ${person.born}`)
      await writeBarFilms(labelled, 24)
      for (const label of ['Fractured', 'Non-Fractured'])
        for (let i = 0; i < 24; i++)
          await rename(join(labelled, label, `film ${i}.png`), join(labelled, label, `${person.family} ${i}.png`))
      const rows = ['Fractured', 'Non-Fractured'].flatMap((label) =>
        Array.from({ length: 24 }, (_, i) =>
          [
            `${label}/${person.family} ${i}.png`,
            label,
            `${person.family}${i % 4}^${person.given}`,
            `${person.id}${i % 4}`,
            `${person.born}`,
          ].join(','),
        ),
      )
      const manifest = join(labelled, `${person.family}.csv`)
      await writeFile(manifest, ['file,label,patient_name,patient_number,born', ...rows].join('\n'))
      await last(client.training.inspect({ folder: manifest, sheet: true }))
      const training = await client.training.start({ folder: manifest, mode: 'heads', epochs: 2 })
      await finished(training.jobId)
      const [{ modelId }] = await client.training.runs()
      await client.models.activate({ modelId: modelId! })
      await last(client.models.evaluate({ folder: manifest }))
      await client.training.report({ modelId: modelId! })
      const page = await client.models.reportPage({ modelId: modelId! })
      expect(page.html).not.toMatch(new RegExp(`${person.id}|${person.given}`))

      // What a person says of labels, whether something beside the bones tells them, and the run for another tool.
      await last(client.training.checkShortcuts({ folder: manifest }))
      const { path: corrected } = await client.training.saveLabels({
        folder: manifest,
        corrections: [{ file: `Fractured/${person.family} 1.png` }],
        file: join(await newFolder(), 'corrected.csv'),
      })
      const runs = await newFolder()
      await client.training.exportRun({ runId: (await client.training.runs())[0]!.runId, folder: runs })
      expect((await everyFile(runs)).length).toBeGreaterThan(3)
      expect(await naming(runs)).toEqual([])
      await last(client.models.fit({ folder: manifest, modelId: 'small' }))

      // Marks: from files among the films, and into a file that their owner names.
      const boxes = join(labelled, `${person.family} boxes.csv`)
      const marked = [`Fractured/${person.family} 1.png,1,2,10,8,${person.given}`]
      await writeFile(boxes, ['file,x,y,width,height,category', ...marked].join('\n'))
      await last(client.training.inspect({ folder: manifest, marks: boxes, categories: [person.given] }))
      const markFiles = await newFolder()
      await client.marks.exportKept({ format: 'coco', file: join(markFiles, 'kept.json') })
      const folderMarks = { folder: manifest, marks: boxes, categories: [person.given] }
      await client.marks.exportFolder({ ...folderMarks, format: 'csv', file: join(markFiles, 'folder.csv') })
      await client.marks.download({ format: 'csv' })
      // What readers answered, with the names that they gave, into a file that their owner names.
      await client.reviews.export({ file: join(markFiles, 'reviews.csv') })
      expect(await readFile(join(markFiles, 'reviews.csv'), 'utf8')).not.toMatch(new RegExp(person.born))
      // Marks name films by their files, and nothing else of them.
      expect(await readFile(join(markFiles, 'kept.json'), 'utf8')).not.toContain(person.born)

      // Pictures of the evidence, by the command line: their names are those of the films, and they show no tag.
      const pictures = await newFolder()
      const film = join(films, `${person.family}_${person.id}.dcm`)
      expect((await runCli(home, 'read', '--evidence', pictures, film)).code).toBe(0)
      const drawn = await everyFile(pictures)
      expect(drawn.length).toBeGreaterThan(0)
      for (const picture of drawn) expect([picture, holds(await readFile(picture))]).toEqual([picture, false])

      // What was done, with hashes in the place of names.
      const { entries } = await client.audit.list({ most: 1000 })
      const actions = entries.map(({ action }) => action)
      for (const action of [
        'reading-shown',
        'review-saved',
        'marks-saved',
        'marks-exported',
        'training-started',
        'scan-started',
        'model-fitted',
      ])
        expect(actions).toContain(action)
      expect(holds(Buffer.from(JSON.stringify(entries)))).toBe(false)
      const listed = join(await newFolder(), 'audit.csv')
      expect((await runCli(home, 'audit', 'export', listed)).code).toBe(0)
      expect(holds(await readFile(listed))).toBe(false)

      // What leaves the place.
      const out = await newFolder()
      await client.models.export({ modelId: modelId!, file: join(out, 'model.zip') })
      await client.models.export({ modelId: modelId!, file: join(out, 'model.onnx') })
      const downloaded = await client.models.download({ modelId: modelId!, format: 'archive' })
      expect(holds(Buffer.from(downloaded.name))).toBe(false)
      for (const [name, bytes] of await readZip(join(out, 'model.zip'), archiveContents))
        expect([name, holds(bytes)]).toEqual([name, false])
      expect(await naming(out)).toEqual([])

      await application.stop()
      const named = await naming(home)
      expect(unexplained(named)).toEqual([])
      // Each of the exceptions is one: what is not written any more is not listed.
      for (const [pattern, why] of mayName)
        expect(
          named.some((name) => pattern.test(name)),
          why,
        ).toBe(true)
      if (process.platform !== 'win32') {
        const written = [markFiles, results, single, pictures, out]
        const files = (await Promise.all([home, ...written].map(everyFile))).flat()
        for (const path of [home, report, listed, corrected, ...files])
          expect([path, ((await stat(path)).mode & 0o077).toString(8)]).toEqual([path, '0'])
      }

      await start()
      for (const kind of clearableKinds) await client.privacy.clear({ kind })
      await application.stop()
      expect(await naming(home)).toEqual([])
    },
  )

  it('is written nowhere in private mode', { timeout: 120_000 }, async () => {
    await client.library.setPrivate({ on: true })
    for await (const event of await client.studies.open({ paths: [films] }))
      await (event.type === 'film' && !event.film.name.includes('damaged')
        ? useFilm(event.film.filmId)
        : tryFilm(event))
    const [handed] = await upload(client, new File([plantedFilm() as Uint8Array<ArrayBuffer>], `${person.family}.dcm`))
    await useFilm(filmIdOf(handed))
    const whileOpen = await naming(home)
    // The copy that a page handed over, until the program ends.
    expect(whileOpen.filter((name) => !name.startsWith('inbox/'))).toEqual([])
    await application.stop()
    expect(await naming(home)).toEqual([])
  })
})
