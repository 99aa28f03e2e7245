import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Film } from '#shared/film.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { ComputeChild } from '#main/compute/index.ts'
import { forkCompute } from '#main/supervisor/fork.ts'
import { newHome } from '../../support/home.ts'
import { writeTestModel } from '../../support/testModel.ts'

/** The application with its real compute process, on the films that come with the program. */
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>
let films: Film[]
const children: ComputeChild[] = []
/** The next read that is asked of a compute process is its end. */
let strikes = false
let reads = 0

beforeAll(async () => {
  const home = await newHome()
  await mkdir(join(home, 'models'))
  await writeTestModel(join(home, 'models', 'plain'), { id: 'plain' })
  const launchCompute = (): ComputeChild => {
    const child = forkCompute()
    children.push(child)
    const post = (message: unknown): void => {
      child.post(message)
      if ((message as { m?: string }).m === 'read') reads += 1
      if (!strikes || (message as { m?: string }).m !== 'read') return
      strikes = false
      child.kill()
    }
    return { ...child, post }
  }
  application = await createApplication({ host: 'browser', home, launchCompute, examineAfter: 3_600_000 })
  client = createRouterClient(application.router)
  const opened = await client.studies.samples()
  films = opened.map((event) => {
    if (event.type === 'problem') throw new Error(`${event.name}: ${event.problem.message}`)
    return event.film
  })
})
afterAll(() => application.stop())

const read = (film: Film): Promise<unknown> => client.readings.read({ filmId: film.filmId, modelId: 'plain' })

it('loses only the read during which the compute process is killed', async () => {
  const [first, second] = films
  strikes = true
  const struck = read(first)
  await expect(struck).rejects.toMatchObject({ code: 'PROBLEM', data: { code: 'compute-crashed' } })
  await expect(read(first)).resolves.toMatchObject({ model: { id: 'plain' } })
  await expect(read(second)).resolves.toMatchObject({ model: { id: 'plain' } })
  expect(children).toHaveLength(2)
})

it('costs the next read no time where a page has left many behind', async () => {
  const { filmId } = films[0]
  const asked = reads
  const left = new AbortController()
  const many = Array.from({ length: 30 }, () =>
    client.readings.read({ filmId, modelId: 'plain' }, { signal: left.signal }),
  )
  left.abort()
  const ends = Promise.allSettled(many)
  await read(films[1])
  await ends
  // Those that were under way, and the one that somebody waits for.
  expect(reads - asked).toBeLessThanOrEqual(3)
})

describe('the sample films', () => {
  it('are there, and known as such', () => {
    expect(films.length).toBeGreaterThanOrEqual(2)
    expect(films.every((film) => film.sample)).toBe(true)
  })

  it('are each read, the same each time', async () => {
    for (const film of films) {
      const [once, again] = (await Promise.all([read(film), read(film)])) as {
        milliseconds: number
        maps: { rows: number }
      }[]
      expect(once.maps.rows).toBeGreaterThan(0)
      expect({ ...once, milliseconds: 0 }).toEqual({ ...again, milliseconds: 0 })
    }
  })

  it('have the pixels that their headers announce', async () => {
    const { filmId, header } = films[0]
    const grey = await client.studies.pixels({ filmId })
    expect([grey.rows, grey.columns, grey.values.length]).toEqual([
      header.rows,
      header.columns,
      header.rows * header.columns,
    ])
  })

  it('have no second frame', async () => {
    const beyond = client.studies.pixels({ filmId: films[0].filmId, frame: 1 })
    await expect(beyond).rejects.toMatchObject({ data: { code: 'frame-out-of-range' } })
  })
})
