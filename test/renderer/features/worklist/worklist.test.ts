// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { makeFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useMarksStore } from '#renderer/features/reading/state/marks.ts'
import { useWorklistStore } from '#renderer/features/worklist/worklist.ts'

const marks = [
  { filmId: 'a', frame: 0, verdict: 'no-fracture', probability: 0.3 },
  { filmId: 'c', frame: 0, verdict: 'fracture', probability: 0.9, opinion: 'agree' },
]
const review = vi.fn()

async function list() {
  const save = () => Promise.resolve({})
  useFakeConnection({ library: { marks: () => Promise.resolve(marks), review }, marks: { save } })
  const films = useFilmsStore()
  films.addAll([
    { type: 'film', film: makeFilm('a', { patientName: 'Roe^Jane', studyDate: '20240511' }) },
    { type: 'film', film: makeFilm('b', { patientName: 'Doe^John', bodyPart: 'HAND' }) },
    { type: 'problem', name: 'x.txt', problem: { code: 'not-an-image', message: 'No.' } },
    { type: 'film', film: makeFilm('c', { studyDate: '20250101' }) },
  ])
  await useMarksStore().load()
  const worklist = useWorklistStore()
  return { films, worklist, ids: () => worklist.rows.map((row) => row.id.replace(/-\d+/, '')) }
}

describe('labelling', () => {
  it('goes on to the next film without an answer, and from the end to the beginning', async () => {
    const { films, worklist, ids } = await list()
    const marking = useMarkingStore()
    worklist.labelling = true
    films.select('b')
    marking.answer('b', 0, 'fracture')
    expect(films.selectedId).toBe('c')
    worklist.filter = 'unanswered'
    expect(ids()).toEqual(['a', 'c'])
    marking.answer('c', 0, 'none')
    expect(films.selectedId).toBe('a')
    marking.answer('a', 0, 'unsure')
    // All are labelled: nothing is left to go to.
    expect([films.selectedId, ids(), marking.answeredFilms]).toEqual(['a', [], 3])
  })

  it('stays with the film where nobody asked for the next one', async () => {
    const { films } = await list()
    films.select('a')
    useMarkingStore().answer('a', 0, 'fracture')
    expect(films.selectedId).toBe('a')
  })
})

describe('the worklist', () => {
  beforeEach(() => void review.mockReset())

  it('sorts by suspicion, date and name; what has none comes last', async () => {
    const { worklist, ids } = await list()
    expect(ids()).toEqual(['a', 'b', 'problem', 'c'])
    worklist.order = 'suspicion'
    expect(ids()).toEqual(['c', 'a', 'b', 'problem'])
    worklist.order = 'uncertainty'
    expect(ids()).toEqual(['a', 'c', 'b', 'problem'])
    worklist.order = 'chance'
    const byChance = ids()
    expect(byChance.slice(0, 3).sort()).toEqual(['a', 'b', 'c'])
    worklist.order = 'opened'
    worklist.order = 'chance'
    expect(ids()).toEqual(byChance)
    worklist.order = 'date'
    expect(ids()).toEqual(['c', 'a', 'b', 'problem'])
    worklist.order = 'name'
    expect(ids()).toEqual(['c', 'b', 'a', 'problem'])
  })

  it('shows what was filtered or searched for', async () => {
    const { worklist, ids } = await list()
    worklist.filter = 'fracture'
    expect(ids()).toEqual(['c'])
    worklist.filter = 'unread'
    expect(ids()).toEqual(['b'])
    worklist.filter = 'reviewed'
    expect(ids()).toEqual(['c'])
    worklist.filter = 'problems'
    expect(ids()).toEqual(['problem'])
    worklist.filter = 'all'
    worklist.search = ' hand  DOE '
    expect(ids()).toEqual(['b'])
    worklist.search = 'doe jane'
    expect(ids()).toEqual([])
  })

  it('stays where it is when there are only problems in sight', async () => {
    const { films, worklist } = await list()
    films.select('b')
    worklist.filter = 'problems'
    for (const by of [1, -1, Infinity, -Infinity]) worklist.step(by)
    expect(films.selectedId).toBe('b')
  })

  it('goes to the first and the last film, problems left out', async () => {
    const { films, worklist } = await list()
    worklist.step(Infinity)
    expect(films.selectedId).toBe('c')
    worklist.step(-Infinity)
    expect(films.selectedId).toBe('a')
    worklist.search = 'nothing like it'
    worklist.step(-1)
    expect(films.selectedId).toBe('a')
  })

  it('steps through what is in sight, over problems', async () => {
    const { films, worklist } = await list()
    films.select('b')
    worklist.step(1)
    expect(films.selectedId).toBe('c')
    worklist.step(1)
    expect(films.selectedId).toBe('c')
    worklist.order = 'suspicion'
    worklist.step(1)
    expect(films.selectedId).toBe('a')
  })

  it('sorts ten thousand films in a moment', async () => {
    const { films, worklist } = await list()
    films.addAll(
      Array.from({ length: 10_000 }, (_, index) => ({
        type: 'film',
        film: makeFilm(`f${index}`, { patientName: `P^${index % 97}` }),
      })),
    )
    const start = performance.now()
    worklist.order = 'name'
    worklist.search = 'p 9'
    expect(worklist.rows.length).toBeGreaterThan(100)
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('reviews', () => {
  it('are kept, and taken back by saying them again', async () => {
    await list()
    const store = useMarksStore()
    review.mockResolvedValue(undefined)
    await store.review('a', 0, 'unsure')
    expect(store.opinionOf('a', 0)).toBe('unsure')
    expect(store.readingOf('a', 0)).toMatchObject({ verdict: 'no-fracture' })
    await store.review('a', 0, 'unsure')
    expect(store.opinionOf('a', 0)).toBeUndefined()
    expect(review.mock.calls).toEqual([[{ filmId: 'a', frame: 0, opinion: 'unsure' }], [{ filmId: 'a', frame: 0 }]])
  })

  it('that could not be kept are not shown as if they were', async () => {
    await list()
    const store = useMarksStore()
    review.mockRejectedValue(new Error('gone'))
    await store.review('c', 0, 'disagree')
    expect(store.opinionOf('c', 0)).toBe('agree')
    expect(store.failure).toBeDefined()
  })
})
