// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toFailure } from '#renderer/base/connection/failure.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useMarksStore } from '#renderer/features/reading/state/marks.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import type { ViewportAdapter } from '#renderer/features/viewport/drawing/adapter.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { useListReaderStore } from '#renderer/features/worklist/listReader.ts'
import { makeFilm, makeGreyFilm, makeReading } from '../../support/films.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'

type Place = { filmId: string; frame: number }
type Answer = { mark?: Place & { verdict: 'fracture'; probability: number } }

/** Calls that wait for an answer, oldest first. */
let asked: { place: Place; answer(answer: Answer): void; fail(thrown: Error): void }[]
let connection: ReturnType<typeof useFakeConnection>

const names = () => asked.map(({ place }) => place.filmId)
const read = ({ place, answer }: (typeof asked)[number]) =>
  answer({ mark: { ...place, verdict: 'fracture', probability: 0.9 } })

async function list(...filmIds: string[]) {
  useFilmsStore().addAll(filmIds.map((filmId) => ({ type: 'film', film: makeFilm(filmId) })))
  const reader = useListReaderStore()
  await flushPromises()
  return reader
}

beforeEach(() => {
  asked = []
  connection = useFakeConnection({
    readings: {
      verdict: (place: Place) => new Promise<Answer>((answer, fail) => void asked.push({ place, answer, fail })),
      read: () => Promise.resolve(makeReading()),
    },
    settings: { change: () => new Promise(() => undefined) },
    studies: { closeMany: () => Promise.resolve() },
  })
})
afterEach(() => void vi.useRealTimers())

describe('the reader of the worklist', () => {
  it('reads one film after another, those in sight first, and counts what is left', async () => {
    const reader = await list('a', 'b', 'c')
    expect([names(), reader.unread]).toEqual([['a'], 3])
    // A row that is no film, and one that has been closed since, are nothing to read.
    reader.sees(['problem-0', 'c'])
    read(asked[0]!)
    await flushPromises()
    expect([names(), reader.unread]).toEqual([['a', 'c'], 2])
    read(asked[1]!)
    await flushPromises()
    read(asked[2]!)
    await flushPromises()
    expect([names(), reader.unread]).toEqual([['a', 'c', 'b'], 0])
    expect(useMarksStore().readingOf('b', 0)).toMatchObject({ verdict: 'fracture', probability: 0.9 })
  })

  it('leaves the machine to a film that is opened, until that is drawn and read', async () => {
    const viewport = useViewportStore()
    viewport.attach({ view: () => ({}), transform: () => undefined } as unknown as ViewportAdapter)
    await list('a', 'b')
    expect(names()).toEqual([])
    viewport.shows('a', makeGreyFilm({ values: Uint8Array.of(0) }))
    viewport.rendered()
    await flushPromises()
    expect(names()).toEqual([])
    await useReadingsStore().read('a', 0)
    await flushPromises()
    expect(names()).toEqual(['b'])
  })

  it('pauses and resumes, and needs a connection', async () => {
    const settings = useSettingsStore()
    settings.readWorklist = false
    await list('a', 'b')
    expect(names()).toEqual([])
    connection.enter({ kind: 'lost', retryAt: 0 })
    settings.readWorklist = true
    await flushPromises()
    expect(names()).toEqual([])
    connection.enter({ kind: 'connected' })
    await flushPromises()
    expect(names()).toEqual(['a'])
    settings.readWorklist = false
    read(asked[0]!)
    await flushPromises()
    expect(names()).toEqual(['a'])
  })

  it('waits while a training or a scan has the machine', async () => {
    vi.useFakeTimers()
    const reader = await list('a')
    asked[0]!.answer({})
    await vi.advanceTimersByTimeAsync(100)
    expect([reader.waits, reader.unread, names()]).toEqual([true, 1, ['a']])
    await vi.advanceTimersByTimeAsync(5000)
    expect([reader.waits, names()]).toEqual([false, ['a', 'a']])
  })

  it('passes over a film that cannot be read, and says so of it', async () => {
    const reader = await list('a', 'b')
    asked[0]!.fail(problemError({ code: 'truncated', message: 'It ends early.' }))
    await flushPromises()
    expect([names(), reader.unread]).toEqual([['a', 'b'], 1])
    expect(useReadingsStore().stateOf('a', 0)).toMatchObject({ kind: 'failed' })
  })

  it('stops where no film could be read, until it is told to try again', async () => {
    const reader = await list('a', 'b')
    const broken = problemError({ code: 'model-invalid', message: 'The model is damaged.' })
    asked[0]!.fail(broken)
    await flushPromises()
    expect([names(), reader.unread, reader.failure]).toEqual([['a'], 2, toFailure(broken)])
    reader.retry()
    await flushPromises()
    expect(names()).toEqual(['a', 'a'])
  })

  it('drops what it was told of a film that was closed meanwhile', async () => {
    await list('a')
    await useFilmsStore().close(['a'])
    read(asked[0]!)
    await flushPromises()
    expect(useMarksStore().readingOf('a', 0)).toBeUndefined()
  })
})
