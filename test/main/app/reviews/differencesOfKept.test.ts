import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer, ReadingSeen } from '#shared/mark.ts'
import { createApplication, type Application } from '#main/app/application.ts'
import { apart } from '#main/app/reviews/differencesOfKept.ts'
import type { AppRouter } from '#main/app/router.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

let films: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

beforeEach(async () => {
  films = await newFolder()
  application = await createApplication({ host: 'browser', home: await newFolder(), launchCompute: launchFake })
  client = createRouterClient(application.router)
})
afterEach(() => application.stop())

async function open(name: string): Promise<string> {
  await writeFile(join(films, name), name)
  for await (const event of await client.studies.open({ paths: [join(films, name)] }))
    if (event.type === 'film') return event.film.filmId
  throw new Error('No film.')
}
const say = (filmId: string, reader: string, answer: Answer, reading: ReadingSeen = 'hidden', frame = 0) =>
  client.marks.save({ filmId, frame, reader, answer, marks: [], reading })
const told = async () => {
  const { films: found, ...counts } = await client.reviews.differences()
  return [found.map(({ filmId, frame, apart: steps }) => [filmId, frame, steps]), counts]
}

it('calls fracture and none farthest apart, and one who is unsure halfway', () => {
  expect(apart(['none', 'none'])).toBe(0)
  expect(apart(['unsure', 'none'])).toBe(1)
  expect(apart(['fracture', 'unsure', 'none'])).toBe(2)
})

describe('films on which readers differ', () => {
  it('are those that two answered otherwise, each frame by itself, the newest first', async () => {
    const [a, b, c] = [await open('a'), await open('b'), await open('c')]
    await say(a, 'Anna', 'fracture')
    await say(a, 'Ben', 'unsure')
    await say(b, 'Anna', 'none')
    await say(b, 'Ben', 'none')
    await say(c, 'Anna', 'none')
    expect(await told()).toEqual([[[a, 0, 1]], { settled: 0, waiting: 0 }])
    await say(b, 'Anna', 'none', 'hidden', 2)
    await expect.poll(() => Date.now()).toBeGreaterThan((await client.reviews.differences()).films[0].answers[1].answeredAt) // prettier-ignore
    await say(b, 'Ben', 'fracture', 'hidden', 2)
    expect(await told()).toEqual([[[b, 2, 2], [a, 0, 1]], { settled: 0, waiting: 0 }]) // prettier-ignore
    expect((await client.reviews.differences()).films[0].answers).toMatchObject([
      { reader: 'Anna', answer: 'none' },
      { reader: 'Ben', answer: 'fracture' },
    ])
    await client.studies.close({ filmId: b })
    expect(await told()).toMatchObject([[[a, 0, 1]], {}])
  })

  it('are settled once they agree, while kappa stays that of what they said unaided', async () => {
    const a = await open('a')
    await say(a, 'Anna', 'none')
    await say(a, 'Ben', 'fracture')
    await say(a, 'Anna', 'unsure', 'compared')
    const [{ answers }] = (await client.reviews.differences()).films
    expect(answers[0]).toMatchObject({ reader: 'Anna', answer: 'unsure', unaided: 'none' })
    expect(answers[1]).not.toHaveProperty('unaided')
    await say(a, 'Anna', 'fracture', 'compared')
    expect(await told()).toEqual([[], { settled: 1, waiting: 0 }])
    expect((await client.reviews.kept()).pairs).toMatchObject([{ a: 'Anna', b: 'Ben', same: 0 }])
  })

  it('are hidden from a second reader until they have answered themselves', async () => {
    const [a, b] = [await open('a'), await open('b')]
    for (const filmId of [a, b]) {
      await say(filmId, 'Anna', 'none')
      await say(filmId, 'Ben', 'fracture')
    }
    await client.settings.change({ readerName: 'Cara', secondReader: true })
    expect(await client.reviews.differences()).toEqual({ films: [], settled: 0, waiting: 2 })
    await say(b, 'Cara', 'unsure')
    expect(await told()).toEqual([[[b, 0, 2]], { settled: 0, waiting: 1 }])
    await client.settings.change({ secondReader: false })
    expect((await client.reviews.differences()).films).toHaveLength(2)
  })
})
