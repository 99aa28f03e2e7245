// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import { makeFilm } from '../../support/films.ts'
import { events, problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useOpeningStore } from '#renderer/features/opening/opening.ts'

const opened = (id: string) => ({ type: 'film' as const, film: makeFilm(id) })
const file = (name: string) => new File(['x'], name)
/** The host's end of handing over files of one part each. */
const uploads = { append: () => Promise.resolve({ uploadId: 'u1' }), drop: () => Promise.resolve() }

afterEach(() => delete window.fractureguard)

describe('the opening store', () => {
  it('uploads one file after another, shows how far it is, and goes on after a bad one', async () => {
    const seen: unknown[] = []
    useFakeConnection({
      uploads,
      studies: {
        upload({ name }: { name: string }) {
          seen.push(useOpeningStore().progress)
          if (name === 'b') return Promise.reject(problemError({ code: 'too-large', message: 'Too large.' }))
          return Promise.resolve([opened(name)])
        },
      },
    })
    const films = useFilmsStore()
    films.add(opened('old'))
    await useOpeningStore().openFiles([file('a'), file('b'), file('c')])
    expect(seen).toEqual(['a', 'b', 'c'].map((name, done) => ({ done, total: 3, name })))
    expect(films.rows.map((row) => ('film' in row ? row.id : `${row.name}: ${row.problem.message}`))).toEqual([
      'old',
      'a',
      'b: Too large.',
      'c',
    ])
    expect(films.selectedId).toBe('a')
    expect(useOpeningStore().progress).toBeUndefined()
  })

  it('stops uploading when the connection is lost, and says so once', async () => {
    const upload = vi.fn(() => Promise.reject(new ConnectionLostError()))
    useFakeConnection({ uploads, studies: { upload } })
    await useOpeningStore().openFiles([file('a'), file('b')])
    expect(upload).toHaveBeenCalledTimes(1)
    expect(useFilmsStore().rows).toHaveLength(1)
  })

  it('opens by path where the bridge knows the paths', async () => {
    const open = vi.fn((_: { paths: string[] }) => Promise.resolve(events(opened('a'), opened('b'))))
    useFakeConnection({ studies: { open } }, 'electron')
    window.fractureguard = { pathOf: (chosen) => `/films/${chosen.name}` }
    await useOpeningStore().openFiles([file('a'), file('b')])
    expect(open.mock.calls[0]![0]).toEqual({ paths: ['/films/a', '/films/b'] })
    expect(useFilmsStore().films).toHaveLength(2)
  })

  it('lists what came even where nothing comes after it for a long time', async () => {
    let more = () => {}
    const waiting = new Promise<void>((resolve) => (more = resolve))
    async function* slowly() {
      yield* [opened('a'), opened('b')]
      await waiting
      yield opened('c')
    }
    useFakeConnection({ studies: { open: () => Promise.resolve(slowly()) } })
    const work = useOpeningStore().openPaths(['/films'])
    await vi.waitFor(() => expect(useFilmsStore().films).toHaveLength(2))
    more()
    await work
    expect(useFilmsStore().films).toHaveLength(3)
  })

  it('uploads in Electron what has no path', async () => {
    const upload = vi.fn(() => Promise.resolve([opened('a')]))
    useFakeConnection({ uploads, studies: { upload } }, 'electron')
    window.fractureguard = { pathOf: () => '' }
    await useOpeningStore().openFiles([file('a')])
    expect(upload).toHaveBeenCalledTimes(1)
  })

  it('lists a path that cannot be opened by its last part only', async () => {
    const open = () => Promise.reject(problemError({ code: 'not-found', message: 'There is nothing there.' }))
    useFakeConnection({ studies: { open } })
    await useOpeningStore().openPaths(['/home/somebody/films/'])
    expect(useFilmsStore().rows).toMatchObject([{ name: 'films', problem: { code: 'not-found' } }])
  })

  it('answers with what was opened, and with nothing where other work took its place', async () => {
    const broken: Opened = { type: 'problem', name: 'b.dcm', problem: { code: 'malformed', message: 'Broken.' } }
    useFakeConnection({
      studies: {
        open: ({ paths }: { paths: string[] }, { signal }: { signal: AbortSignal }) =>
          paths[0] === '/slow'
            ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
            : Promise.resolve(events<Opened>(opened('a'), broken)),
      },
    })
    const opening = useOpeningStore()
    const slow = opening.openPaths(['/slow'])
    expect(await opening.openPaths(['/films'])).toEqual([opened('a'), broken])
    expect(await slow).toEqual([])
  })

  it('stops when told to and lists nothing for it', async () => {
    let answer = () => {}
    const upload = vi.fn((_: unknown, { signal }: { signal: AbortSignal }) => {
      return new Promise((resolve, reject) => {
        answer = () => resolve(opened('a'))
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    })
    useFakeConnection({ uploads, studies: { upload } })
    const opening = useOpeningStore()
    const work = opening.openFiles([file('a'), file('b')])
    await vi.waitFor(() => expect(upload).toHaveBeenCalled())
    opening.cancel()
    answer()
    await work
    expect(upload).toHaveBeenCalledTimes(1)
    expect(useFilmsStore().rows).toEqual([])
    expect(opening.progress).toBeUndefined()
  })
})

describe('a film that somebody asks to see', () => {
  /** A film that is looked at, and files that wait for `answer`. */
  function room() {
    const answers = new Map<string, () => void>()
    const fates = new Map<string, Opened>()
    useFakeConnection({
      studies: {
        open: ({ paths: [path = ''] }: { paths: string[] }, { signal }: { signal: AbortSignal }) =>
          new Promise((resolve, reject) => {
            answers.set(path, () => resolve(events(fates.get(path)!)))
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          }),
      },
    })
    const films = useFilmsStore()
    films.add(opened('good'))
    const answer = async (path: string, fate: Opened) => {
      fates.set(path, fate)
      answers.get(path)!()
      await flushPromises()
    }
    return { films, opening: useOpeningStore(), answer }
  }
  const broken = (name: string): Opened => ({
    type: 'problem',
    name,
    problem: { code: 'malformed', message: 'Broken.' },
  })

  it('is waited for without another one on the screen', async () => {
    const { films, opening, answer } = room()
    const selected = vi.fn()
    void opening.openFilm('/films/a.dcm', selected)
    expect(films.selectedId).toBeUndefined()
    expect(selected).not.toHaveBeenCalled()
    await answer('/films/a.dcm', opened('a'))
    expect(films.selectedId).toBe('a')
    expect(selected).toHaveBeenCalledTimes(1)
    expect(opening.filmIdAt('/films/a.dcm')).toBe('a')
    expect(opening.refused).toBeUndefined()
  })

  it('does not act on another film that was chosen before it was through', async () => {
    const end = Promise.withResolvers<void>()
    async function* slowly() {
      yield opened('a')
      await end.promise
    }
    useFakeConnection({ studies: { open: () => Promise.resolve(slowly()) } })
    const films = useFilmsStore()
    films.add(opened('good'))
    const selected = vi.fn()
    const opening = useOpeningStore().openFilm('/films/a.dcm', selected)
    await flushPromises()
    expect(films.selectedId).toBe('a')
    films.select('good')
    end.resolve()
    await opening
    expect([films.selectedId, selected.mock.calls.length]).toEqual(['good', 0])
  })

  it('leaves its place to the reason where it cannot be opened, until another try succeeds', async () => {
    const { films, opening, answer } = room()
    const selected = vi.fn()
    void opening.openFilm('/films/b.dcm', selected)
    await answer('/films/b.dcm', broken('b.dcm'))
    expect(films.selectedId).toBeUndefined()
    expect(opening.refused).toMatchObject({ path: '/films/b.dcm', problem: { message: 'Broken.' } })
    expect(films.rows).toHaveLength(2)
    expect(selected).not.toHaveBeenCalled()
    opening.refused!.retry()
    expect(opening.refused).toBeUndefined()
    await answer('/films/b.dcm', opened('b'))
    expect(films.selectedId).toBe('b')
    expect(selected).toHaveBeenCalledTimes(1)
  })

  it('says nothing of one that was given up for another', async () => {
    const { films, opening, answer } = room()
    void opening.openFilm('/films/b.dcm')
    void opening.openFilm('/films/a.dcm')
    await answer('/films/b.dcm', broken('b.dcm'))
    expect(opening.refused).toBeUndefined()
    await answer('/films/a.dcm', opened('a'))
    expect(films.selectedId).toBe('a')
  })
})
