import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StatementSync } from 'node:sqlite'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import type { FileHeader } from '#shared/film.ts'
import type { ChangeOfFilm } from '#shared/library.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { HostName } from '#main/app/services.ts'
import { Library } from '#main/library/index.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start(host: HostName = 'browser') {
  application = await createApplication({ host, home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}
async function startAgain() {
  await application.stop()
  await start()
}

beforeEach(async () => {
  home = await newFolder()
  films = await newFolder()
  await start()
})
afterEach(() => application.stop())

async function open(name: string, content = name): Promise<string> {
  await writeFile(join(films, name), content)
  for await (const event of await client.studies.open({ paths: [join(films, name)] }))
    if (event.type === 'film') return event.film.filmId
  throw new Error('No film.')
}
const listed = async () => (await client.studies.list()).map(({ name }) => name)
const filmIdOf = async (name: string) => (await client.studies.list()).find((film) => film.name === name)!.filmId
const line: Annotation = {
  id: '1',
  kind: 'length',
  frame: 0,
  points: [
    { x: 0, y: 0 },
    { x: 9, y: 9 },
  ],
  text: '',
}

describe('what is kept', () => {
  it('is the worklist, with opinions and annotations, until a film is closed', async () => {
    const filmId = await open('a')
    await open('b')
    await client.library.review({ filmId, opinion: 'disagree' })
    await client.library.saveAnnotations({ filmId, annotations: [line] })
    await startAgain()
    expect(await listed()).toEqual(['a', 'b'])
    const again = await filmIdOf('a')
    expect(await client.library.marks({})).toEqual([{ filmId: again, frame: 0, opinion: 'disagree' }])
    expect(await client.library.annotations({ filmId: again })).toEqual([line])
    await client.studies.close({ filmId: again })
    await startAgain()
    expect(await listed()).toEqual(['b'])
    // Opened once more, it is known by its content.
    const opened = await open('a')
    expect(await client.library.marks({ filmId: opened })).toMatchObject([{ opinion: 'disagree' }])
  })

  it('is the id of each film, so that a page that stays takes none for another of the same name and size', async () => {
    for (const folder of ['one', 'two', 'three']) await mkdir(join(films, folder))
    const [one, two, three] = [await open('one/image1'), await open('two/image1'), await open('three/image1')]
    await client.studies.close({ filmId: one })
    await startAgain()
    expect((await client.studies.list()).map(({ filmId, name }) => [filmId, name])).toEqual([
      [two, 'image1'],
      [three, 'image1'],
    ])
    await client.library.saveAnnotations({ filmId: three, annotations: [line] })
    expect(await client.library.annotations({ filmId: two })).toEqual([])
  })

  it('is what was noted of a film, and which frames are key images', async () => {
    const filmId = await open('a')
    await open('b')
    await client.library.saveNote({ filmId, text: 'Scaphoid?' })
    expect(await client.library.saveNote({ filmId, frame: 2, key: true })).toEqual({
      filmId,
      frame: 2,
      key: true,
      text: '',
    })
    await startAgain()
    const again = await filmIdOf('a')
    const both = [
      { filmId: again, frame: 0, key: false, text: 'Scaphoid?' },
      { filmId: again, frame: 2, key: true, text: '' },
    ]
    expect(await client.library.notes({})).toEqual(both)
    expect(await client.library.notes({ filmId: again })).toEqual(both)
    await client.library.forget({ filmIds: [again] })
    const opened = await open('a')
    expect(await client.library.notes({ filmId: opened })).toEqual([])
  })

  it('is told to every window that watches, as soon as it is kept', async () => {
    const filmId = await open('a')
    const abort = new AbortController()
    const watching = await client.library.watch(undefined, { signal: abort.signal })
    const told = async () => (await watching.next()).value
    await client.library.saveNote({ filmId, key: true })
    expect(await told()).toEqual({ filmId, what: 'notes' })
    await client.library.saveAnnotations({ filmId, annotations: [line] })
    expect(await told()).toEqual({ filmId, what: 'annotations' })
    await client.library.review({ filmId, opinion: 'agree' })
    expect(await told()).toEqual({ filmId, what: 'reviews' })
    for (const change of [
      () => client.marks.save({ filmId, answer: 'none', marks: [] }),
      () => client.marks.undo({ filmId }),
      () => client.marks.remove({ filmId }),
    ]) {
      await change()
      expect(await told()).toEqual({ filmId, what: 'marks' })
    }
    const next = watching.next()
    abort.abort()
    expect((await next).done).toBe(true)
  })

  it('is told of each copy of the film that is open, also when it is forgotten', async () => {
    const filmId = await open('a')
    const copy = await open('copy of a', 'a')
    const other = await open('b')
    // Which film is a copy is known once it was looked at.
    for (const one of [copy, other]) await client.library.annotations({ filmId: one })
    const abort = new AbortController()
    const watching = await client.library.watch(undefined, { signal: abort.signal })
    const told = async (count: number) => {
      const nameOf: Record<string, string> = { [filmId]: 'film', [copy]: 'copy', [other]: 'other' }
      const changes: string[] = []
      while (changes.length < count) {
        const change = (await watching.next()).value as ChangeOfFilm
        changes.push(`${change.what} of ${nameOf[change.filmId]}`)
      }
      return changes.toSorted()
    }
    await client.marks.save({ filmId, answer: 'none', marks: [] })
    expect(await told(2)).toEqual(['marks of copy', 'marks of film'])
    await client.library.saveNote({ filmId: copy, text: 'Seen' })
    expect(await told(2)).toEqual(['notes of copy', 'notes of film'])
    await client.library.forget({ filmIds: [filmId] })
    expect(await told(4)).toEqual(['annotations of copy', 'marks of copy', 'notes of copy', 'reviews of copy'])
    expect(await client.library.notes({ filmId: copy })).toEqual([])
    abort.abort()
  })

  it.skipIf(process.platform !== 'linux')('is a film too whose name is no UTF-8', async () => {
    const path = Buffer.concat([Buffer.from(`${films}/R`), Buffer.of(0xf6)])
    await writeFile(path, 'film')
    for await (const event of await client.studies.open({ paths: [films] }))
      expect(event).toMatchObject({ type: 'film', film: { name: 'R\\xf6' } })
    await client.library.review({ filmId: await filmIdOf('R\\xf6'), opinion: 'agree' })
    await startAgain()
    expect(await client.library.marks({})).toMatchObject([{ filmId: await filmIdOf('R\\xf6'), opinion: 'agree' }])
  })

  it('is nothing from the start on where the settings say so, and is there again without', async () => {
    await open('a')
    await client.settings.change({ startPrivate: true })
    await startAgain()
    expect([await client.library.state(), await listed()]).toEqual([{ private: true }, []])
    await open('b')
    await client.settings.change({ startPrivate: false })
    await startAgain()
    expect([await client.library.state(), await listed()]).toEqual([{ private: false }, ['a']])
  })

  it('brings back a list that was closed as a whole, once, with what was said of it', async () => {
    const ids = [await open('a'), await open('b')]
    await client.library.review({ filmId: ids[0], opinion: 'agree' })
    expect(await client.studies.closeMany({ filmIds: ids })).toEqual({ canReopen: 2 })
    expect((await client.studies.reopen()).map(({ filmId }) => filmId)).toEqual(ids)
    expect(await client.studies.reopen()).toEqual([])
    await startAgain()
    expect(await listed()).toEqual(['a', 'b'])
    expect(await client.library.marks({})).toMatchObject([{ opinion: 'agree' }])
  })

  it('brings nothing back that was forgotten, or closed in another mode', async () => {
    const ids = [await open('a'), await open('b')]
    await client.library.setPrivate({ on: true })
    await client.studies.closeMany({ filmIds: ids })
    await client.library.setPrivate({ on: false })
    expect(await client.studies.reopen()).toEqual([])
    const again = await open('a')
    await client.studies.closeMany({ filmIds: [again] })
    await client.library.forget({ filmIds: [await open('b')] })
    expect(await client.studies.reopen()).toEqual([])
  })

  it('goes with a copy of the file, whatever its name', async () => {
    await client.library.saveAnnotations({ filmId: await open('a'), annotations: [line] })
    await writeFile(join(films, 'copy'), await readFile(join(films, 'a')))
    for await (const event of await client.studies.open({ paths: [join(films, 'copy')] }))
      expect(event.type).toBe('film')
    expect(await client.library.annotations({ filmId: await filmIdOf('copy') })).toEqual([line])
  })

  it('is gone once it is forgotten', async () => {
    const filmId = await open('a')
    await client.library.review({ filmId, opinion: 'agree' })
    await client.library.forget({ filmIds: [filmId] })
    expect(await listed()).toEqual([])
    await startAgain()
    expect(await listed()).toEqual([])
    expect(await client.library.marks({ filmId: await open('a') })).toEqual([])
  })

  it('is nothing in private mode, and nothing of what the command line does', async () => {
    expect(await client.library.setPrivate({ on: true })).toEqual({ private: true })
    const filmId = await open('a')
    await client.library.saveAnnotations({ filmId, annotations: [line] })
    expect(await client.library.annotations({ filmId })).toEqual([line])
    await application.stop()
    await start('cli')
    await open('b')
    await startAgain()
    expect(await listed()).toEqual([])
    expect(await client.library.annotations({ filmId: await open('a') })).toEqual([])
  })
})

describe('a long worklist whose files are gone', () => {
  const header: FileHeader = {
    ...{ format: 'png', rows: 2, columns: 3, frames: 1, bitsAllocated: 8, bitsStored: 8, signed: false },
    ...{ photometric: 'GREY', lossy: false, spacing: { calibration: 'none' } },
  }

  /** Statements that the library runs and rows that it gets while all films but one are forgotten. */
  async function stepsToForget(count: number): Promise<number> {
    await application.stop()
    home = await newFolder()
    const library = new Library(join(home, 'library.sqlite'))
    for (let i = 0; i <= count; i++) {
      const path = join(films, `gone ${i}`)
      library.remember({ path, name: `gone ${i}`, header })
      if (i % 2 === 0) library.setFingerprint(path, `content ${i}`)
    }
    library.close()
    await start()
    const [stays, ...going] = (await client.studies.list()).map(({ filmId }) => filmId)
    const calls = StatementSync.prototype as unknown as Record<string, (...input: unknown[]) => unknown>
    let steps = 0
    for (const name of ['run', 'get', 'all']) {
      const call = calls[name]
      vi.spyOn(calls, name).mockImplementation(function (this: unknown, ...input) {
        const result = call.apply(this, input)
        steps += Array.isArray(result) ? 1 + result.length : 1
        return result
      })
    }
    await client.library.forget({ filmIds: going })
    vi.restoreAllMocks()
    expect((await client.studies.list()).map(({ filmId }) => filmId)).toEqual([stays])
    return steps
  }

  it('is forgotten, ten thousand films in ten times the steps that a thousand take', async () => {
    const few = await stepsToForget(1000)
    expect(few).toBeGreaterThan(1000)
    expect(await stepsToForget(10_000)).toBeLessThanOrEqual(20 * few)
  })
})

describe('pictures and headers', () => {
  it('are made in the compute process', async () => {
    const filmId = await open('a')
    const { picture } = await client.studies.thumbnail({ filmId })
    expect([picture.type, ...new Uint8Array(await picture.arrayBuffer())]).toEqual(['image/png', 1, 2, 3])
    expect(await client.studies.tags({ filmId })).toMatchObject([{ keyword: 'PatientName' }])
    await expect(client.studies.thumbnail({ filmId: 'x' })).rejects.toMatchObject({ data: { code: 'not-found' } })
  })
})
