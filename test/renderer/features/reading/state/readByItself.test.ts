// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useFramesStore } from '#renderer/features/films/frames.ts'
import { readByItself, readSelectedByItself } from '#renderer/features/reading/state/readByItself.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import type { ViewportAdapter } from '#renderer/features/viewport/drawing/adapter.ts'
import { useCineStore } from '#renderer/features/viewport/state/cine.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { makeFilm, makeGreyFilm, makeReading } from '../../../support/films.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'

const read = vi.fn(async (_: { filmId: string; frame: number }) => makeReading())
const pixels = vi.fn(async () => makeGreyFilm({ values: Uint8Array.of(0) }))
const adapter = { view: () => ({}), transform: () => undefined } as unknown as ViewportAdapter
let connection: ReturnType<typeof useFakeConnection>
let scope: EffectScope

/** As the viewport does when a film's pixels have come. */
function draw(filmId: string) {
  const viewport = useViewportStore()
  viewport.shows(filmId, makeGreyFilm({ values: Uint8Array.of(0) }))
  viewport.rendered()
}

const asked = () => read.mock.calls.map(([{ filmId, frame }]) => `${filmId} ${frame}`)
async function pass(ms = 0) {
  await flushPromises()
  await vi.advanceTimersByTimeAsync(ms)
}

beforeEach(() => {
  vi.useFakeTimers()
  read.mockClear()
  connection = useFakeConnection({
    readings: { read },
    studies: { pixels },
    settings: { change: async () => new Promise(() => undefined) },
  })
  useFilmsStore().add({ type: 'film', film: makeFilm('a', { frames: 5 }) })
  useFilmsStore().add({ type: 'film', film: makeFilm('b') })
  useViewportStore().attach(adapter)
  scope = effectScope()
  scope.run(readSelectedByItself)
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('the selected film', () => {
  it('is read once it is on the screen, and not before', async () => {
    await pass(1000)
    expect(asked()).toEqual([])
    draw('a')
    await pass()
    expect(asked()).toEqual(['a 0'])
  })

  it('is read as well where it cannot be shown', async () => {
    pixels.mockRejectedValueOnce(problemError({ code: 'malformed', message: 'It is broken.' }))
    await useFramesStore()
      .load('a', 0)
      .catch(() => undefined)
    await pass()
    expect(asked()).toEqual(['a 0'])
  })

  it('is read at the frame that is stayed at, not at those that are passed', async () => {
    draw('a')
    await pass()
    for (const frame of [1, 2, 3]) {
      useViewportStore().goToFrame(frame)
      await pass(100)
    }
    await pass(400)
    expect(asked()).toEqual(['a 0', 'a 3'])
  })

  it('is not read while its frames are played', async () => {
    draw('a')
    await pass()
    useCineStore().toggle()
    await pass(1250)
    expect([useViewportStore().frame, asked()]).toEqual([2, ['a 0']])
    useCineStore().stop()
    await pass(500)
    expect(asked()).toEqual(['a 0', 'a 2'])
  })

  it('is read only where the settings want it', async () => {
    useSettingsStore().readOnOpening = false
    draw('a')
    await pass(1000)
    expect(asked()).toEqual([])
    useSettingsStore().readOnOpening = true
    await pass()
    expect(asked()).toEqual(['a 0'])
  })

  it('waits for the connection', async () => {
    connection.enter({ kind: 'lost', retryAt: 0 })
    draw('a')
    await pass(1000)
    expect(asked()).toEqual([])
    connection.enter({ kind: 'connected' })
    await pass()
    expect(asked()).toEqual(['a 0'])
  })

  it('is left alone when no part of the page shows it', async () => {
    useViewportStore().attach(undefined)
    await pass(1000)
    expect(asked()).toEqual([])
  })
})

describe('a film that is only compared', () => {
  it('is read as well, whatever the selected one does', async () => {
    scope.run(() => readByItself(() => ({ filmId: 'b', frame: 0 })))
    await pass()
    expect(asked()).toEqual(['b 0'])
  })
})
