// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Mark, MarkedFrame, ReadingSeen } from '#shared/mark.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useMarkingStore } from '#renderer/features/marking/state/marking.ts'

type Place = Pick<MarkedFrame, 'filmId' | 'frame' | 'reader'>
const box: Mark = { shape: 'box', x: 1, y: 2, width: 3, height: 4 }

/** The program's own memory of marks, as far as the page sees it. */
function memory() {
  const states: (Omit<MarkedFrame, 'earlier'> & { reading?: ReadingSeen })[] = []
  const theirs: Omit<MarkedFrame, 'earlier'>[] = []
  const faults: Error[] = []
  const now = () => states.at(-1) && { ...states.at(-1)!, earlier: states.length - 1 }
  useFakeConnection({
    marks: {
      list: () => Promise.resolve([...(states.length ? [now()] : []), ...theirs]),
      save: (one: Omit<MarkedFrame, 'earlier'>) => {
        const fault = faults.shift()
        if (fault) return Promise.reject(fault)
        states.push(one)
        return Promise.resolve(now())
      },
      undo: (_: Place) => {
        states.pop()
        return Promise.resolve(states.length ? { now: now() } : {})
      },
      remove: (_: Place) => Promise.resolve(void states.splice(0)),
    },
  })
  return { states, theirs, faults, marking: useMarkingStore() }
}

describe('what another reader sees', () => {
  const other = (answer: MarkedFrame['answer'], filmId = 'a'): Omit<MarkedFrame, 'earlier'> => ({
    ...{ filmId, frame: 0, reader: 'Ben', answer, marks: [] },
  })

  it('is told once this reader has answered, and that is kept in mind with what is said next', async () => {
    const { marking, states, theirs } = memory()
    theirs.push(other('none'))
    await marking.load()
    expect([marking.othersOf('a', 0), marking.differs('a', 0)]).toEqual([[], false])
    marking.answer('a', 0, 'unsure')
    expect([marking.othersOf('a', 0), marking.differs('a', 0)]).toEqual([[{ reader: 'Ben', answer: 'none' }], true])
    marking.answer('a', 0, 'none')
    await flushPromises()
    expect(marking.differs('a', 0)).toBe(false)
    expect(states.map(({ answer, reading }) => [answer, reading])).toEqual([
      ['unsure', 'none'],
      ['none', 'compared'],
    ])
    // What was seen stays seen.
    marking.answer('a', 0, 'none')
    expect([marking.answerOf('a', 0), marking.othersOf('a', 0).length]).toEqual([undefined, 1])
  })

  it('is told before that to one who opens the film to settle a difference', async () => {
    const { marking, states, theirs } = memory()
    theirs.push(other('none'))
    await marking.load()
    marking.compare('a', 0)
    expect(marking.othersOf('a', 0)).toHaveLength(1)
    marking.answer('a', 0, 'fracture')
    await flushPromises()
    expect(states).toMatchObject([{ reading: 'compared' }])
  })

  it('changes with the other window, and leaves what is not kept yet here', async () => {
    const { marking, states, theirs } = memory()
    marking.answer('a', 0, 'unsure')
    await flushPromises()
    theirs.push(other('fracture'))
    states.push({ ...states[0], answer: 'fracture' })
    await marking.refresh('a')
    expect([marking.answerOf('a', 0), marking.othersOf('a', 0).length]).toEqual(['fracture', 1])
    // An answer that is taken back meanwhile does not come back, not even for a moment.
    const stale = marking.refresh('a')
    marking.answer('a', 0, 'fracture')
    await stale
    expect(marking.answerOf('a', 0)).toBeUndefined()
    await flushPromises()
    marking.answer('a', 0, 'unsure')
    await flushPromises()
    theirs.splice(0)
    const refreshed = marking.refresh('a')
    marking.answer('a', 0, 'none')
    await refreshed
    expect([marking.answerOf('a', 0), marking.othersOf('a', 0)]).toEqual(['none', []])
  })
})

describe('what a reader sees', () => {
  it('is a fracture where something is marked, and each step can be undone', async () => {
    const { marking, states } = memory()
    marking.setMarks('a', 0, [box])
    marking.setMarks('a', 0, [box, { ...box, x: 9 }])
    expect([marking.answerOf('a', 0), marking.marksOf('a', 0).length]).toEqual(['fracture', 2])
    await flushPromises()
    expect(states.map(({ answer, marks }) => [answer, marks.length])).toEqual([
      ['fracture', 1],
      ['fracture', 2],
    ])
    marking.undo('a', 0)
    await flushPromises()
    expect(marking.marksOf('a', 0)).toEqual([box])
    marking.undo('a', 0)
    await flushPromises()
    expect([marking.answerOf('a', 0), marking.canUndo('a', 0)]).toEqual([undefined, false])
  })

  it('stays as it was said while a step of undo was on its way', async () => {
    const { marking, states } = memory()
    marking.answer('a', 0, 'fracture')
    await flushPromises()
    marking.undo('a', 0)
    marking.answer('a', 0, 'none')
    await flushPromises()
    expect(states.map(({ answer }) => answer)).toEqual(['none'])
    expect([marking.answerOf('a', 0), marking.unsaved.size]).toEqual(['none', 0])
    // One that could not be kept yet is undone with the step.
    marking.answer('a', 0, 'unsure')
    marking.undo('a', 0)
    await flushPromises()
    expect([marking.answerOf('a', 0), marking.unsaved.size]).toEqual(['none', 0])
  })

  it('takes marks away with “none”, which undo brings back, and keeps them with “unsure”', async () => {
    const { marking } = memory()
    marking.setMarks('a', 0, [box])
    marking.answer('a', 0, 'none')
    expect(marking.marksOf('a', 0)).toEqual([])
    marking.undo('a', 0)
    await flushPromises()
    expect(marking.marksOf('a', 0)).toEqual([box])
    marking.answer('a', 0, 'unsure')
    marking.setMarks('a', 0, [box, box])
    expect([marking.answerOf('a', 0), marking.marksOf('a', 0).length]).toEqual(['unsure', 2])
  })

  it('is taken back where the same is said again, as long as nothing is marked', async () => {
    const { marking, states } = memory()
    marking.answer('a', 0, 'unsure')
    marking.answer('a', 0, 'unsure')
    await flushPromises()
    expect([marking.answerOf('a', 0), states]).toEqual([undefined, []])
    marking.setMarks('a', 0, [box])
    marking.answer('a', 0, 'fracture')
    expect(marking.marksOf('a', 0)).toEqual([box])
  })

  it('waits for a lost connection, and shows what is kept where it was refused', async () => {
    const { marking, states, faults } = memory()
    faults.push(new DOMException('The socket closed.', 'AbortError'))
    marking.setMarks('a', 0, [box])
    await flushPromises()
    expect([marking.failure?.kind, marking.unsaved.size, marking.marksOf('a', 0)]).toEqual(['connection', 1, [box]])
    await marking.load()
    expect([states.length, marking.unsaved.size, marking.failure]).toEqual([1, 0, undefined])
    faults.push(problemError({ code: 'malformed', message: 'It is broken.' }))
    marking.setMarks('a', 0, [])
    await flushPromises()
    expect([marking.failure?.kind, marking.marksOf('a', 0)]).toEqual(['problem', [box]])
  })
})
