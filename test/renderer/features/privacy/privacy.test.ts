// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Storage } from '#shared/privacy.ts'
import { makeFilm } from '../../support/films.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { usePrivacyStore } from '#renderer/features/privacy/privacy.ts'

const empty: Storage = { root: '/data', kinds: [] }
const clear = vi.fn()
const close = vi.fn()

beforeEach(() => {
  clear.mockReset().mockResolvedValue(empty)
  close.mockReset().mockResolvedValue(undefined)
  useFakeConnection({
    privacy: { clear, storage: () => Promise.resolve({ root: '/data', kinds: [{ kind: 'library' }] }) },
    studies: { closeMany: close },
  })
})

describe('clearing', () => {
  it('closes what the page shows of a cleared library', async () => {
    const films = useFilmsStore()
    films.add({ type: 'film', film: makeFilm('a') })
    films.addProblem('b', { code: 'truncated', message: 'It is cut short.' })
    expect(await usePrivacyStore().clear('library')).toBe(true)
    expect([films.rows, films.selectedId]).toEqual([[], undefined])
    expect(usePrivacyStore().storage).toEqual(empty)
  })

  it('leaves all as it was where the program refuses, and says why', async () => {
    const privacy = usePrivacyStore()
    const films = useFilmsStore()
    films.add({ type: 'film', film: makeFilm('a') })
    await privacy.load()
    clear.mockRejectedValue(problemError({ code: 'in-use', message: 'A training is running.' }))
    expect(await privacy.clear('library')).toBe(false)
    expect(privacy.failure?.problem.message).toBe('A training is running.')
    expect(privacy.storage?.kinds).toHaveLength(1)
    expect([films.rows.length, privacy.clearing]).toEqual([1, undefined])
  })
})
