import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { dicomDirFile, imageRecord } from '../../../support/dicomDir.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeZip } from '../../../support/zips.ts'
import { upload } from '../../../support/upload.ts'

let home: string
let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

beforeEach(async () => {
  home = await newFolder()
  films = await newFolder()
  application = await createApplication({ host: 'browser', home })
  client = createRouterClient(application.router)
  await writeZip(join(films, 'two.zip'), [
    ['a/one', Buffer.from(dicomPhantom())],
    ['a/bad', Buffer.from('no film')],
  ])
  await mkdir(join(films, 'PAT'))
  await writeFile(join(films, 'PAT', 'IM1'), dicomPhantom())
  await writeFile(join(films, 'DICOMDIR'), dicomDirFile([imageRecord(['PAT', 'IM1']), imageRecord(['PAT', 'GONE'])]))
})
afterEach(() => application.stop())

const fate = (event: Opened) => (event.type === 'film' ? event.film.name : `${event.name}: ${event.problem.code}`)

async function opened(path: string): Promise<Opened[]> {
  const events: Opened[] = []
  for await (const event of await client.studies.open({ paths: [path] })) events.push(event)
  return events
}

async function unpackedFiles(): Promise<number> {
  const entries = await readdir(join(home, 'inbox'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock')).length
}

describe('archives and directories of films', () => {
  it('open as the films in them, and a folder opens each film once', async () => {
    expect((await opened(films)).map(fate)).toEqual(['IM1', 'two.zip/a/one', 'two.zip/a/bad: not-an-image'])
    expect((await opened(join(films, 'DICOMDIR'))).map(fate)).toEqual(['PAT/IM1', 'PAT/GONE: not-found'])
  })

  it('leave nothing behind once their films are closed, and are not on the list of the next session', async () => {
    const [event] = await opened(join(films, 'two.zip'))
    if (event.type !== 'film') throw new Error('no film')
    expect(await unpackedFiles()).toBe(1)
    const pixels = await client.studies.pixels({ filmId: event.film.filmId })
    expect(pixels.rows).toBe(64)
    await client.studies.close({ filmId: event.film.filmId })
    expect(await unpackedFiles()).toBe(0)
    await opened(join(films, 'two.zip'))
    await application.stop()
    expect(await readdir(join(home, 'inbox'))).toEqual([])
    application = await createApplication({ host: 'browser', home })
    client = createRouterClient(application.router)
    expect(await client.studies.list()).toEqual([])
  })

  it('open one film of an archive by its path in it, also where archives lie within', async () => {
    await writeZip(join(films, 'outer.zip'), [
      ['inner.zip', await readFile(join(films, 'two.zip'))],
      ['deep.zip', await readFile(join(films, 'two.zip'))],
      ['other', Buffer.from(dicomPhantom())],
    ])
    expect((await opened(join(films, 'two.zip', 'a', 'one'))).map(fate)).toEqual(['two.zip/a/one'])
    expect((await opened(join(films, 'outer.zip', 'inner.zip', 'a', 'one'))).map(fate)).toEqual([
      'outer.zip/inner.zip/a/one',
    ])
    expect(await unpackedFiles()).toBe(2)
    expect((await opened(join(films, 'two.zip', 'a', 'bad'))).map(fate)).toEqual(['two.zip/a/bad: not-an-image'])
    expect((await opened(join(films, 'two.zip', 'gone'))).map(fate)).toEqual(['two.zip: not-found'])
    expect((await opened(join(films, 'PAT', 'IM1', 'x'))).map(fate)).toEqual(['IM1: not-found'])
    expect((await opened(join(films, 'PAT', 'gone'))).map(fate)).toEqual(['gone: not-found'])
    expect(await unpackedFiles()).toBe(2)
  })

  it('open archives in an archive, but none that lies deeper', async () => {
    await writeZip(join(films, 'inner.zip'), [
      ['deep.zip', await readFile(join(films, 'two.zip'))],
      ['one', Buffer.from(dicomPhantom())],
    ])
    await writeZip(join(films, 'outer.zip'), [['inner.zip', await readFile(join(films, 'inner.zip'))]])
    expect((await opened(join(films, 'outer.zip'))).map(fate)).toEqual([
      'outer.zip/inner.zip/deep.zip: not-an-image',
      'outer.zip/inner.zip/one',
    ])
    expect(await unpackedFiles()).toBe(1)
  })

  it('can be handed over by the page', async () => {
    const file = new File([await readFile(join(films, 'two.zip'))], 'mine.zip')
    expect((await upload(client, file)).map(fate)).toEqual(['mine.zip/a/one', 'mine.zip/a/bad: not-an-image'])
    expect(await unpackedFiles()).toBe(1)
  })
})
