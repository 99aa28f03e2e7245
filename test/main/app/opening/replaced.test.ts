import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import { Films } from '#main/app/opening/films.ts'
import { Fingerprints } from '#main/app/opening/fingerprints.ts'
import { Thumbnails } from '#main/app/opening/thumbnails.ts'
import type { AppRouter } from '#main/app/router.ts'
import { fileVersion } from '#main/files/index.ts'
import { makeFilm } from '../../../renderer/support/films.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

let home: string
let path: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start(): Promise<void> {
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}
async function startAgain(): Promise<void> {
  await application.stop()
  await start()
}

beforeEach(async () => {
  home = await newFolder()
  path = join(await newFolder(), 'IM000001')
  await start()
})
afterEach(() => application.stop())

async function open() {
  for await (const event of await client.studies.open({ paths: [path] })) if (event.type === 'film') return event
  throw new Error('No film.')
}

const arrow: Annotation = { id: '1', kind: 'arrow', frame: 0, points: [{ x: 0, y: 0 }, { x: 9, y: 9 }], text: '' } // prettier-ignore
const replaced = { data: { code: 'file-changed' } }

/** All that shows or keeps something of a film. */
const uses = (filmId: string): Record<string, () => Promise<unknown>> => ({
  pixels: () => client.studies.pixels({ filmId }),
  preview: () => client.studies.preview({ filmId, halvings: 1 }),
  thumbnail: () => client.studies.thumbnail({ filmId }),
  info: () => client.studies.info({ filmId }),
  tags: () => client.studies.tags({ filmId }),
  reading: () => client.readings.read({ filmId }),
  verdict: () => client.readings.verdict({ filmId }),
  annotations: () => client.library.annotations({ filmId }),
  'saved annotations': () => client.library.saveAnnotations({ filmId, annotations: [arrow] }),
  review: () => client.library.review({ filmId, opinion: 'agree' }),
  marks: () => client.marks.save({ filmId, answer: 'none', marks: [] }),
  note: () => client.library.saveNote({ filmId, key: true }),
})

describe('a film in whose place another file lies', () => {
  it('is refused in the next session, whatever is asked of it', async () => {
    await writeFile(path, 'Roe^Jane')
    await open()
    await application.stop()
    await writeFile(path, 'Doe^John')
    await start()
    const [{ filmId }] = await client.studies.list()
    for (const [name, use] of Object.entries(uses(filmId))) await expect(use(), name).rejects.toMatchObject(replaced)
  })

  it('is refused in the same session, and opens anew with nothing of the one before', async () => {
    await writeFile(path, 'Roe^Jane')
    const { filmId } = (await open()).film
    await client.library.saveAnnotations({ filmId, annotations: [arrow] })
    await writeFile(path, 'Doe^John')
    for (const [name, use] of Object.entries(uses(filmId))) await expect(use(), name).rejects.toMatchObject(replaced)
    const again = await open()
    expect(again.replaces).toBe(filmId)
    expect(again.film.filmId).not.toBe(filmId)
    expect(await client.library.annotations({ filmId: again.film.filmId })).toEqual([])
    await expect(client.studies.pixels({ filmId })).rejects.toMatchObject(replaced)
    expect((await client.studies.list()).map((film) => film.filmId)).toEqual([again.film.filmId])
    await writeFile(path, 'Roe^Jane')
    expect(await client.library.annotations({ filmId: (await open()).film.filmId })).toEqual([arrow])
  })

  it('is forgotten without what is known of the other one', async () => {
    await writeFile(path, 'Doe^John')
    const john = (await open()).film.filmId
    await client.library.saveAnnotations({ filmId: john, annotations: [arrow] })
    await writeFile(path, 'Roe^Jane')
    const jane = (await open()).film.filmId
    await client.library.annotations({ filmId: jane })
    await writeFile(path, 'Doe^John')
    await client.library.forget({ filmIds: [jane] })
    expect(await client.library.annotations({ filmId: (await open()).film.filmId })).toEqual([arrow])
  })
})

describe('a film under whose path another program, or private mode, opened another one', () => {
  it('is not taken for that one', async () => {
    await writeFile(path, 'Roe^Jane')
    const jane = (await open()).film.filmId
    await client.library.saveNote({ filmId: jane, key: true })
    const other = await createApplication({ host: 'browser', home, launchCompute: launchFake })
    const elsewhere = createRouterClient(other.router)
    await writeFile(path, 'Doe^John')
    const johns: string[] = []
    for await (const event of await elsewhere.studies.open({ paths: [path] }))
      if (event.type === 'film') johns.push(event.film.filmId)
    await elsewhere.library.saveNote({ filmId: johns[0]!, text: 'of John' })
    expect(await client.library.notes({})).toEqual([{ filmId: jane, frame: 0, key: true, text: '' }])
    await client.library.forget({ filmIds: [jane] })
    expect(await elsewhere.library.notes({})).toEqual([{ filmId: johns[0], frame: 0, key: false, text: 'of John' }])
    await other.stop()
  })

  it('is not taken for that one after private mode', async () => {
    await writeFile(path, 'Roe^Jane')
    await client.library.saveNote({ filmId: (await open()).film.filmId, key: true })
    await client.library.setPrivate({ on: true })
    await writeFile(path, 'Doe^John')
    await open()
    await client.library.setPrivate({ on: false })
    expect(await client.library.notes({})).toEqual([])
  })
})

describe('a film whose file was touched', () => {
  const touch = () => utimes(path, new Date(), new Date(Date.now() - 5_000_000))

  it('stays the same film, looked at or not', async () => {
    await writeFile(path, 'Roe^Jane')
    const { filmId } = (await open()).film
    await touch()
    await client.studies.pixels({ filmId })
    await client.library.saveAnnotations({ filmId, annotations: [arrow] })
    await touch()
    const again = await open()
    expect([again.film.filmId, again.replaces]).toEqual([filmId, undefined])
    await startAgain()
    const [restored] = await client.studies.list()
    await touch()
    expect(await client.library.annotations({ filmId: restored.filmId })).toEqual([arrow])
  })

  it('is known of as before once it is gone', async () => {
    await writeFile(path, 'Roe^Jane')
    const { filmId } = (await open()).film
    await client.library.saveAnnotations({ filmId, annotations: [arrow] })
    await rm(path)
    expect(await client.library.annotations({ filmId })).toEqual([arrow])
  })
})

describe('the films that are open', () => {
  const { header } = makeFilm('a')

  it('refuse what was made of a file that was replaced meanwhile', async () => {
    await writeFile(path, 'Roe^Jane')
    const films = new Films({ header: async () => ({ ...header, patientName: await readFile(path, 'utf8') }) }, new Fingerprints()) // prettier-ignore
    const { film } = await films.open(path)
    const reading = films.withFile(film.filmId, async () => {
      await writeFile(`${path} of John`, 'Doe^John')
      await rename(`${path} of John`, path)
      return 0.97
    })
    await expect(reading).rejects.toMatchObject({ id: 'film-replaced' })
  })

  it('give one id to a file that is opened twice at once, replaced or not', async () => {
    const films = new Films({ header: async () => ({ ...header, patientName: await readFile(path, 'utf8') }) }, new Fingerprints()) // prettier-ignore
    for (const name of ['Roe^Jane', 'Doe^John']) {
      await writeFile(path, name)
      const [one, other] = await Promise.all([films.open(path), films.open(path)])
      expect(one.film.filmId).toBe(other.film.filmId)
      expect(films.list()).toHaveLength(1)
    }
  })

  it('tell files of one size and one date by how they begin, as discs have them', async () => {
    const versionOf = async (content: string) => {
      await writeFile(path, content)
      await utimes(path, 0, 0)
      return fileVersion(path)
    }
    const before = await versionOf('Roe^Jane')
    expect(await versionOf('Roe^Jane')).toBe(before)
    expect(await versionOf('Doe^John')).not.toBe(before)
  })

  it('show no thumbnail of the film before once the disc is away', async () => {
    const films = new Films({ header: async () => ({ ...header, patientName: await readFile(path, 'utf8') }) }, new Fingerprints()) // prettier-ignore
    const thumbnails = new Thumbnails({ thumbnail: async (of) => readFile(of) })
    const thumbnail = async (filmId: string) =>
      Buffer.from(await films.withFile(filmId, (of, version) => thumbnails.of(of, version))).toString()
    await writeFile(path, 'Roe^Jane')
    const jane = (await films.open(path)).film.filmId
    expect(await thumbnail(jane)).toBe('Roe^Jane')
    await writeFile(path, 'Doe^John')
    const john = (await films.open(path)).film.filmId
    await rm(path)
    await expect(thumbnail(john)).rejects.toThrow('ENOENT')
  })
})
