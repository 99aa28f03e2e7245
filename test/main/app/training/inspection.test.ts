import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import sharp from 'sharp'
import { afterEach, expect, it } from 'vitest'
import type { InspectionEvent } from '#shared/dataset.ts'
import { createApplication, type Application, type ApplicationOptions } from '#main/app/application.ts'
import { inspect } from '#main/app/training/inspection.ts'
import { PictureShelf } from '#main/app/training/pictureShelf.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { ComputeService, InspectWork } from '#main/compute/index.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'
import { madeFilm, writeFilm } from '../../../support/madeFilms.ts'

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

it('tells of its progress, then what the compute process found, with the sheet as a picture', async () => {
  const folder = await newFolder()
  for (let i = 0; i < 3; i++) await writeFilm(join(folder, i < 2 ? 'Normal' : 'Fractured', `${i}.png`), madeFilm(i))
  const events: InspectionEvent[] = []
  const { training } = await client()
  for await (const event of await training.inspect({ folder, sheet: true })) events.push(event)
  expect(events[0]).toMatchObject({ type: 'progress', progress: { stage: 'inspect', total: 3 } })
  const last = events.at(-1)!
  expect(last).toMatchObject({ type: 'inspected', inspection: { counts: [2, 1] } })
  if (last.type !== 'inspected') throw new Error('It ended without a result.')
  const { picture } = await training.picture({ pictureId: last.sheetId! })
  expect((await sharp(await picture.bytes()).metadata()).format).toBe('png')
  await expect(training.picture({ pictureId: 'another' })).rejects.toMatchObject({ data: { code: 'not-found' } })
})

it('ends in the contract’s error where there is nothing to inspect', async () => {
  const folder = await newFolder()
  await mkdir(join(folder, 'Normal'))
  await writeFile(join(folder, 'Normal', 'x'), '')
  const events = await (await client()).training.inspect({ folder })
  await expect(events.next()).rejects.toMatchObject({ data: { code: 'dataset-invalid' } })
})

it('is cancelled by its signal, in the compute process too', async () => {
  const abort = new AbortController()
  const events = await (await client(launchFake)).training.inspect({ folder: 'films' }, { signal: abort.signal })
  expect(await events.next()).toMatchObject({ value: { type: 'progress', progress: { done: 1, total: 2 } } })
  abort.abort()
  await expect(events.next()).rejects.toThrow()
})

it('cancels the work when nobody reads on, and leaves nobody listening', async () => {
  const cancelled: string[] = []
  const listening = new Set<string>()
  const ended = Promise.withResolvers<never>()
  const compute = {
    inspect: ({ jobId }: InspectWork) => {
      expect(listening).toContain(jobId)
      queueMicrotask(() => tell({ stage: 'inspect', done: 1, total: 9, numbers: {} }))
      return ended.promise
    },
    cancel: async (jobId: string) => void cancelled.push(jobId),
  } as unknown as ComputeService
  let tell: (progress: {
    stage: string
    done: number
    total: number
    numbers: Record<string, number>
  }) => void = () => {}
  const progress = {
    listen: (jobId: string, listener: typeof tell) => {
      listening.add(jobId)
      tell = listener
      return () => void listening.delete(jobId)
    },
  }
  const events = inspect(
    {
      compute,
      progress: progress as never,
      home: { cache: '' } as never,
      library: undefined as never,
      pictures: new PictureShelf(),
    },
    { folder: 'x', seed: 1, newSplit: false, sheet: false },
  )
  expect((await events.next()).value).toMatchObject({ type: 'progress' })
  await events.return()
  expect([cancelled.length, listening.size]).toEqual([1, 0])
})
