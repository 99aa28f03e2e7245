import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeidentifiedExport, DeidentifyRequest } from '#shared/deidentify.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { bonePattern } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { naming, person } from '../../../support/plantedPatient.ts'
import { resultFilm } from '../../../support/resultFilms.ts'
import { writeTestModel } from '../../../support/testModel.ts'

const minutes = 60_000
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>
let home: string
let films: string
let to: string

const named = (instance: string): Uint8Array =>
  resultFilm({
    instance,
    elements: [
      { tag: 0x00100010, vr: 'PN', value: `${person.family}^${person.given}` },
      { tag: 0x00100020, vr: 'LO', value: person.id },
      { tag: 0x00100030, vr: 'DA', value: person.born },
      { tag: 0x00091010, vr: 'LO', value: person.family },
      { tag: 0x00081030, vr: 'LO', value: `Hand of ${person.family}` },
    ],
  })

beforeAll(async () => {
  home = await newHome()
  await mkdir(join(home, 'models'))
  await writeTestModel(join(home, 'models', 'plain'), { id: 'plain' })
  application = await createApplication({ host: 'browser', home })
  client = createRouterClient(application.router)
  films = join(await newFolder(), person.family)
  await mkdir(join(films, person.id), { recursive: true })
  await writeFile(join(films, person.id, `${person.given} 1.dcm`), named('1'))
  await writeFile(join(films, person.id, `${person.given} 2.dcm`), named('2'))
  await writeFile(join(films, 'letter.dcm'), named('3').subarray(0, -64_012))
  await writeFile(join(films, 'note.txt'), `about ${person.family}`)
  await sharp(Uint8Array.from(bonePattern(80, 60, 8)), { raw: { width: 60, height: 80, channels: 1 } })
    .withExif({ IFD0: { ImageDescription: person.family, Artist: person.given } })
    .jpeg()
    .toFile(join(films, `${person.family}.jpg`))
}, 2 * minutes)
afterAll(() => application.stop())
beforeEach(async () => {
  to = join(await newFolder(), 'export')
})

async function exported(request: Partial<DeidentifyRequest> = {}, signal?: AbortSignal): Promise<DeidentifiedExport> {
  for await (const event of await client.deidentify.export({ paths: [films], to, ...request }, { signal }))
    if (event.type === 'exported') return event
  throw new Error('The export did not come to its end.')
}

const nothingLeft = async (): Promise<void> => expect(await readdir(join(to, '..'))).toEqual([])

it(
  'names a planted patient in no file and no file name, and says what is not exported and why',
  { timeout: 2 * minutes },
  async () => {
    const made = await exported({ results: { modelId: 'plain' }, shiftDates: true, retainDevice: true })
    expect(await naming(to)).toEqual([])
    expect(made.films).toHaveLength(3)
    expect(made.refused.map(({ source, problem }) => [source.replace(/^.*\//, ''), problem.id]).sort()).toEqual([
      ['letter.dcm', 'deidentify-no-film'],
      ['note.txt', 'format-unknown'],
    ])
    const files = await readdir(to)
    expect(files.every((name) => /^(film-000\d\.(dcm|png)|readings\.csv|results)$/.test(name))).toBe(true)
    expect(made.results).toBe(6)
    const table = await readFile(join(to, 'readings.csv'), 'utf8')
    expect(table.split('\r\n').filter(Boolean)).toHaveLength(4)
    expect(table).toMatch(/^film-000\d\.png,0,/m)
  },
)

it('keeps the table of what was replaced here, for its owner alone', { timeout: minutes }, async () => {
  const { replaced, films: made } = await exported()
  expect(replaced.startsWith(join(home, 'deidentified'))).toBe(true)
  const text = await readFile(replaced, 'utf8')
  for (const word of [person.family, person.given, person.id]) expect(text).toContain(word)
  for (const { files } of made) expect(text).toContain(files[0])
  if (process.platform !== 'win32') {
    expect((await stat(replaced)).mode & 0o777).toBe(0o600)
    expect((await stat(join(home, 'deidentification.key'))).mode & 0o777).toBe(0o600)
  }
})

it('calls a patient and a film the same in a second export', { timeout: minutes }, async () => {
  const uids = async (folder: string): Promise<string[]> => {
    const found = await Promise.all(
      (await readdir(folder))
        .filter((name) => name.endsWith('.dcm'))
        .map((name) => readFile(join(folder, name), 'latin1')),
    )
    return found.flatMap((text) => [...text.matchAll(/2\.25\.\d+/g)].map(([uid]) => uid)).sort()
  }
  await exported()
  const first = await uids(to)
  const second = join(to, '..', 'again')
  await exported({ to: second })
  expect(first.length).toBeGreaterThan(6)
  expect(await uids(second)).toEqual(first)
})

it('exports films that are open', { timeout: minutes }, async () => {
  const ids: string[] = []
  for await (const one of await client.studies.open({ paths: [join(films, person.id)] }))
    if (one.type === 'film') ids.push(one.film.filmId)
  const made = await exported({ paths: [], filmIds: ids })
  expect(made.films).toHaveLength(2)
  expect(await naming(to)).toEqual([])
})

it(
  'refuses a film in whose place another one lies since: its boxes were drawn on the one before',
  { timeout: minutes },
  async () => {
    const folder = await newFolder()
    for (const name of ['a.dcm', 'b.dcm']) await writeFile(join(folder, name), named(name === 'a.dcm' ? '4' : '5'))
    const ids: string[] = []
    for await (const one of await client.studies.open({ paths: [folder] }))
      if (one.type === 'film') ids.push(one.film.filmId)
    await writeFile(join(folder, 'b.dcm'), named('6'))
    const made = await exported({ paths: [], filmIds: ids })
    expect(made.films).toHaveLength(1)
    expect(made.refused).toMatchObject([{ source: 'b.dcm', problem: { code: 'file-changed' } }])
    expect((await readdir(to)).filter((name) => name.endsWith('.dcm'))).toEqual(made.films[0].files)
  },
)

it('notes how many films were exported, and none of their names', { timeout: minutes }, async () => {
  await exported()
  const { entries } = await client.audit.list({})
  expect(entries[0]).toMatchObject({ action: 'films-deidentified', count: 3 })
})

describe('nothing is left', () => {
  it('of an export that is cancelled', { timeout: minutes }, async () => {
    const abort = new AbortController()
    const events = await client.deidentify.export({ paths: [films], to }, { signal: abort.signal })
    await events.next()
    abort.abort()
    await expect(
      (async () => {
        for await (const event of events) if (event.type === 'exported') throw new Error('It was exported.')
        throw new Error('ended')
      })(),
    ).rejects.not.toThrow('It was exported.')
    await expect.poll(() => readdir(join(to, '..'))).toEqual([])
  })

  it('where no film is among the files', { timeout: minutes }, async () => {
    await expect(exported({ paths: [join(films, 'note.txt')] })).rejects.toMatchObject({
      data: { id: 'deidentify-nothing' },
    })
    await nothingLeft()
  })
})

describe('is refused before anything is written', () => {
  const refused = async (request: Partial<DeidentifyRequest>, id: string): Promise<void> => {
    await expect(exported(request)).rejects.toMatchObject({ data: { id } })
  }

  it('a folder that is used or lies among the films', async () => {
    await refused({ to: films }, 'deidentify-folder-used')
    await refused({ to: join(films, 'export') }, 'deidentify-folder-among-films')
    expect(existsSync(join(films, 'export'))).toBe(false)
  })

  it('a table within the export, also by a link', async () => {
    await refused({ replaced: join(to, 'names.csv') }, 'deidentify-replaced-in-export')
    await mkdir(to)
    await symlink(to, join(to, '..', 'elsewhere'))
    await refused({ replaced: join(to, '..', 'elsewhere', 'names.csv') }, 'deidentify-replaced-in-export')
    expect(await readdir(to)).toEqual([])
  })

  it('boxes for files that are not there, and a confirmation without boxes', async () => {
    const box = { x: 0, y: 0, width: 5, height: 5 }
    await refused({ boxes: [{ ...box, file: 'nobody.dcm' }] }, 'deidentify-box-unmatched')
    await refused({ textRemoved: true }, 'deidentify-text-without-boxes')
    const table = join(to, '..', 'boxes.csv')
    await writeFile(table, 'file,x,y,width,height\nfilm.dcm,1,2,3\n')
    await refused({ boxesFile: table }, 'deidentify-boxes-unreadable')
    await writeFile(table, 'file,x,y,width,height\nfilm.dcm,1,2,,4\n')
    await refused({ boxesFile: table }, 'deidentify-boxes-unreadable')
  })

  it('a key that is damaged', async () => {
    const path = join(home, 'deidentification.key')
    const before = await readFile(path)
    await writeFile(path, 'short')
    await refused({}, 'deidentify-key-damaged')
    await writeFile(path, before)
  })
})

it('blacks out boxes of single films by a table', { timeout: minutes }, async () => {
  const table = join(to, '..', 'boxes.csv')
  await writeFile(table, `file,x,y,width,height\n${person.given} 1.dcm,0,0,20,10\n${person.family}.jpg,0,0,20,10\n`)
  const made = await exported({ boxesFile: table })
  const black = made.films.filter(({ warnings }) => warnings.includes('boxes-unconfirmed'))
  expect(black.map(({ source }) => source.replace(/^.*\//, '')).sort()).toEqual([
    `${person.given} 1.dcm`,
    `${person.family}.jpg`,
  ])
  const png = black.flatMap(({ files }) => files).find((name) => name.endsWith('.png'))!
  expect((await sharp(join(to, png)).metadata()).channels).toBe(1)
  const { data, info } = await sharp(join(to, png)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const corner = Array.from({ length: 10 }, (_, row) => [
    ...data.subarray(row * info.width, row * info.width + 20),
  ]).flat()
  expect(new Set(corner).size).toBe(1)
})
