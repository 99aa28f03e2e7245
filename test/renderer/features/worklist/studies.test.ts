// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Film } from '#shared/film.ts'
import { useCompareStore } from '#renderer/features/compare/compare.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useMarksStore } from '#renderer/features/reading/state/marks.ts'
import { studyReading } from '#renderer/features/worklist/studies.ts'
import { useWorklistStore } from '#renderer/features/worklist/worklist.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const of = (studyInstanceUid: string, patientId = 'P') => ({ studyInstanceUid, patientId })
const films = [
  makeFilm('a1', { ...of('1'), view: 'LL' }),
  makeFilm('b1', of('2')),
  makeFilm('plain'),
  makeFilm('a2', { ...of('1'), view: 'PA' }),
  makeFilm('other patient', of('1', 'Q')),
]

beforeEach(async () => {
  const marks = [
    { filmId: 'b1', frame: 0, verdict: 'uncertain', probability: 0.5 },
    { filmId: 'a2', frame: 0, verdict: 'fracture', probability: 0.9 },
    { filmId: 'a1', frame: 0, verdict: 'no-fracture', probability: 0.1 },
  ]
  useFakeConnection({ library: { marks: () => Promise.resolve(marks) } })
  useFilmsStore().addAll(films.map((film) => ({ type: 'film', film })))
  await useMarksStore().load()
})
const items = () => useWorklistStore().items.map(({ id }) => (id.startsWith('study') ? 'study' : id))

describe('films of one study', () => {
  it('stand together below a line of their own; a single film has none', () => {
    expect(items()).toEqual(['study', 'a1', 'a2', 'b1', 'plain', 'other patient'])
  })

  it('stand where the most suspicious of them does', () => {
    const worklist = useWorklistStore()
    worklist.order = 'suspicion'
    expect(items()).toEqual(['study', 'a2', 'a1', 'b1', 'plain', 'other patient'])
    worklist.filter = 'no-fracture'
    expect(items()).toEqual(['study', 'a1'])
  })

  it('have the verdict of the most suspicious one that was read', () => {
    const marks = useMarksStore()
    const readingOf = ({ filmId }: { filmId: string }) => marks.readingOf(filmId, 0)
    expect(studyReading([films[0]!, films[3]!, films[2]!], readingOf)).toMatchObject({
      film: { filmId: 'a2' },
      verdict: 'fracture',
      probability: 0.9,
      read: 2,
    })
    expect(studyReading([films[2]!], readingOf)).toBeUndefined()
    const doubtful = { verdict: 'not-judged', probability: 0.99 } as const
    const said = (film: Film) => (film.filmId === 'a1' ? doubtful : readingOf(film))
    expect(studyReading([films[0]!, films[3]!], said)).toMatchObject({ film: { filmId: 'a2' }, read: 2 })
    expect(studyReading([films[0]!], said)).toMatchObject({ verdict: 'not-judged' })
  })

  it('are passed at once by the keys for studies, which lead to the frontal film', () => {
    const [compare, open] = [useCompareStore(), useFilmsStore()]
    const steps: (string | undefined)[] = []
    for (const by of [1, 1, 1, 1, -1, -1, -1, -1] as const) {
      compare.stepStudy(by)
      steps.push(open.selectedId)
    }
    expect(steps).toEqual(['b1', 'plain', 'other patient', 'other patient', 'plain', 'b1', 'a2', 'a2'])
  })

  it('are hung as a study when that is wanted, and by hand otherwise', () => {
    const [compare, open] = [useCompareStore(), useFilmsStore()]
    compare.toggleHanging()
    expect([open.selectedId, compare.place, compare.others.map(({ place, film }) => [place, film.filmId])]).toEqual([
      'a1',
      'right',
      [['left', 'a2']],
    ])
    open.select('plain')
    expect(compare.others).toEqual([])
    compare.show('b1')
    expect([compare.hanging, compare.others]).toMatchObject([false, [{ place: 'right', film: { filmId: 'b1' } }]])
  })
})
