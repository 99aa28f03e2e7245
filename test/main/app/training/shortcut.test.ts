import { createRouterClient, type RouterClient } from '@orpc/server'
import sharp from 'sharp'
import { afterEach, expect, it } from 'vitest'
import type { ShortcutEvent } from '#shared/shortcut.ts'
import { createApplication, type Application, type ApplicationOptions } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'
import { writeLimbFilms } from '../../../support/limbFilms.ts'

let application: Application | undefined
afterEach(() => application?.stop())

async function client(
  launch?: ApplicationOptions['launchCompute'],
): Promise<RouterClient<AppRouter, Record<never, never>>> {
  application = await createApplication({
    host: 'browser',
    home: await newFolder(),
    ...(launch ? { launchCompute: launch } : {}),
  })
  return createRouterClient(application.router)
}

it('tells of its progress, then whether there is a shortcut, with the covered films as a picture', async () => {
  const folder = await newFolder()
  await writeLimbFilms(folder, 12, { marker: true }, 6)
  const { training } = await client()
  const events: ShortcutEvent[] = []
  for await (const event of await training.checkShortcuts({ folder })) events.push(event)
  expect(events[0]).toMatchObject({ type: 'progress', progress: { total: 24 } })
  const last = events.at(-1)!
  expect(last).toMatchObject({ type: 'checked', shortcut: { answer: 'found', films: 24, fractured: 12 } })
  if (last.type !== 'checked') throw new Error('It ended without an answer.')
  const { picture } = await training.picture({ pictureId: last.sheetId! })
  expect((await sharp(await picture.bytes()).metadata()).format).toBe('png')
})

it('ends in the contract’s error where there are no films', async () => {
  const events = await (await client()).training.checkShortcuts({ folder: await newFolder() })
  await expect(events.next()).rejects.toMatchObject({ data: { code: 'dataset-invalid' } })
})

it('is cancelled by its signal, in the compute process too', async () => {
  const abort = new AbortController()
  const { training } = await client(launchFake)
  const events = await training.checkShortcuts({ folder: 'films' }, { signal: abort.signal })
  expect(await events.next()).toMatchObject({ value: { type: 'progress', progress: { stage: 'cover' } } })
  abort.abort()
  await expect(events.next()).rejects.toThrow()
})
