import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start() {
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}
beforeEach(async () => {
  home = await newFolder()
  films = await newFolder()
  await start()
})
afterEach(() => application.stop())

async function open(name: string): Promise<string> {
  await writeFile(join(films, name), name)
  for await (const event of await client.studies.open({ paths: [join(films, name)] }))
    if (event.type === 'film') return event.film.filmId
  throw new Error('No film.')
}
const box = { shape: 'box' as const, x: 1, y: 2, width: 30, height: 4 }

describe('marks in the reading room', () => {
  it('are saved, listed, undone and removed', async () => {
    const filmId = await open('a')
    await open('b')
    const said = { filmId, frame: 0, reader: '', answer: 'fracture' as const, marks: [box] }
    expect(await client.marks.save({ filmId, answer: 'fracture', marks: [box] })).toEqual({ ...said, earlier: 0 })
    const unsure = await client.marks.save({ filmId, answer: 'unsure', marks: [] })
    expect(unsure).toMatchObject({ answer: 'unsure', earlier: 1 })
    expect(await client.marks.list({})).toEqual([unsure])
    expect(await client.marks.list({ filmId })).toEqual([unsure])
    expect(await client.marks.undo({ filmId })).toEqual({ now: { ...said, earlier: 0 } })
    expect(await client.marks.undo({ filmId })).toEqual({})
    expect(await client.marks.list({})).toEqual([])
    await client.marks.save({ filmId, answer: 'none', marks: [], reader: 'A' })
    await client.marks.remove({ filmId })
    expect(await client.marks.list({})).toHaveLength(1)
    await client.marks.remove({ filmId, reader: 'A' })
    expect(await client.marks.list({})).toEqual([])
  })

  it('stay with the film, count for training, and go when it is forgotten', async () => {
    const filmId = await open('a')
    await client.marks.save({ filmId, answer: 'fracture', marks: [box] })
    await client.marks.save({ filmId: await open('b'), answer: 'none', marks: [] })
    expect(await client.training.reviewed()).toEqual({ fractured: 1, marked: 1, unfractured: 1, folder: films })
    await application.stop()
    await start()
    const { filmId: again } = (await client.studies.list()).find(({ name }) => name === 'a')!
    expect(await client.marks.list({ filmId: again })).toMatchObject([{ filmId: again, marks: [box] }])
    await client.library.forget({ filmIds: [again] })
    expect(await client.training.reviewed()).toEqual({ fractured: 0, marked: 0, unfractured: 1, folder: films })
    expect(await client.marks.list({ filmId: await open('a') })).toEqual([])
  })

  it('are refused where they contradict their answer, or their film is not open', async () => {
    const filmId = await open('a')
    await expect(client.marks.save({ filmId, answer: 'none', marks: [box] })).rejects.toMatchObject({ data: { code: 'wrong-use' } }) // prettier-ignore
    await expect(client.marks.save({ filmId: 'x', answer: 'none', marks: [] })).rejects.toMatchObject({ data: { code: 'not-found' } }) // prettier-ignore
  })

  it('are written as a file, with names of their films that tell no folder above them', async () => {
    const [file, again] = [join(home, 'marks.csv'), { format: 'csv' as const }]
    await expect(client.marks.exportKept({ ...again, file })).rejects.toMatchObject({ data: { id: 'marks-none-kept' } })
    await client.marks.save({ filmId: await open('a'), answer: 'fracture', marks: [box], reader: 'A' })
    const closed = await open('b')
    await client.marks.save({ filmId: closed, answer: 'none', marks: [] })
    const written = await client.marks.exportKept({ ...again, file })
    expect(written).toEqual({ films: 2, marks: 1, leftOut: 0, unreadable: 0 })
    expect((await readFile(file, 'utf8')).split('\r\n').slice(1, 3).sort()).toEqual([
      'a,1,2,30,4,box,,,fracture,0,A',
      'b,,,,,,,,none,0,',
    ])
    await expect(client.marks.exportKept({ ...again, file })).rejects.toMatchObject({ data: { code: 'wrong-use' } })
    // Of a film that was closed it is not known where it lies.
    await client.studies.close({ filmId: closed })
    const coco = join(home, 'marks.json')
    expect(await client.marks.exportKept({ format: 'coco', file: coco })).toMatchObject({ films: 1, leftOut: 1 })
    const download = await client.marks.download({ format: 'coco' })
    expect([download.name, download.type, await download.text()]).toEqual(['marks.json', 'application/json', await readFile(coco, 'utf8')]) // prettier-ignore
  })

  it('of a folder are written by the compute process, which is told when nobody waits any more', async () => {
    const abort = new AbortController()
    const file = join(home, 'marks.csv')
    const written = client.marks.exportFolder({ folder: films, format: 'csv', file }, { signal: abort.signal })
    setTimeout(() => abort.abort(), 50)
    await expect(written).rejects.toMatchObject({ data: { code: 'cancelled' } })
    await expect(readFile(file)).rejects.toThrow()
  })
})
