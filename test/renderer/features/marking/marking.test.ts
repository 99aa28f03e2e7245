// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Mark, MarkedFrame } from '#shared/mark.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useMarkingStore } from '#renderer/features/marking/state/marking.ts'

type Place = Pick<MarkedFrame, 'filmId' | 'frame' | 'reader'>
const box: Mark = { shape: 'box', x: 1, y: 2, width: 3, height: 4 }

/** The program's own memory of marks, as far as the page sees it. */
function memory() {
  const states: Omit<MarkedFrame, 'earlier'>[] = []
  const faults: Error[] = []
  const now = () => states.at(-1) && { ...states.at(-1)!, earlier: states.length - 1 }
  useFakeConnection({
    marks: {
      list: () => Promise.resolve(states.length ? [now()] : []),
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
  return { states, faults, marking: useMarkingStore() }
}

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
