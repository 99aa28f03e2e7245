// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import type { Mark, MarkedFrame } from '#shared/mark.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useMarkingStore } from '#renderer/features/marking/state/marking.ts'
import { useMarkToolStore } from '#renderer/features/marking/state/markTool.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { measureCommands } from '#renderer/page/commands/measureCommands.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

type Place = Pick<MarkedFrame, 'filmId' | 'frame' | 'reader'>
type State = Omit<MarkedFrame, 'earlier'>

const box: Mark = { shape: 'box', x: 1, y: 2, width: 3, height: 4 }
const length = (id: string): Annotation => ({
  ...{ id, kind: 'length', frame: 0, text: '' },
  points: [
    { x: 0, y: 0 },
    { x: 9, y: 9 },
  ],
})

/** Two films of two frames, and all states of what is said of them, as the program keeps them. */
function room(kept: State[] = []) {
  const states = [...kept]
  const isOf = (place: Place) => (one: State) => one.filmId === place.filmId && one.frame === place.frame
  useFakeConnection({
    marks: {
      list: () => Promise.resolve(states.map((one) => ({ ...one, earlier: 0 }))),
      save: (one: State) => Promise.resolve(void states.push(one)),
      undo: (place: Place) => {
        states.splice(states.findLastIndex(isOf(place)), 1)
        const now = states.findLast(isOf(place))
        return Promise.resolve(now ? { now } : {})
      },
    },
  })
  const films = useFilmsStore()
  for (const filmId of ['a', 'b']) films.add({ type: 'film', film: makeFilm(filmId, { frames: 2 }) })
  const press = async (id: string) => {
    const command = measureCommands(true).find((one) => one.id === id)!
    if (command.enabled) command.run()
    await flushPromises()
    return command.enabled
  }
  return { films, annotations: useAnnotationsStore(), marking: useMarkingStore(), tool: useMarkToolStore(), press }
}

const yesterday = (filmId: string, frame = 0): State => ({ filmId, frame, reader: '', answer: 'unsure', marks: [] })

describe('Delete', () => {
  it('removes what was chosen last, and leaves the mark that was drawn before', async () => {
    const { annotations, marking, tool, press } = room()
    marking.setMarks('a', 0, [box])
    tool.selected = 0
    annotations.add('a', length('1'))
    await press('remove-annotation')
    expect([annotations.all('a'), marking.marksOf('a', 0)]).toEqual([[], [box]])
    annotations.add('a', length('2'))
    tool.selected = 0
    await press('remove-annotation')
    expect([annotations.all('a').length, marking.marksOf('a', 0)]).toEqual([1, []])
  })
})

describe('undo', () => {
  it('takes the measurement back and no answer that was kept before, whatever was said of another film', async () => {
    const { films, annotations, marking, press } = room([yesterday('b')])
    await marking.load()
    films.select('b')
    annotations.add('b', length('1'))
    films.select('a')
    marking.answer('a', 0, 'none')
    await flushPromises()
    films.select('b')
    await press('undo')
    expect([annotations.all('b'), marking.answerOf('b', 0)]).toEqual([[], 'unsure'])
    expect(await press('undo')).toBe(false)
    films.select('a')
    await press('undo')
    expect(marking.answerOf('a', 0)).toBeUndefined()
  })

  it('takes no answer back that was kept of another frame', async () => {
    const { marking, press } = room([yesterday('a', 1)])
    await marking.load()
    marking.answer('a', 0, 'none')
    useViewportStore().goToFrame(1)
    expect(await press('undo')).toBe(false)
    expect(marking.answerOf('a', 1)).toBe('unsure')
  })

  it('goes back step by step: marks, the measurement before them, and nothing of the day before', async () => {
    const { annotations, marking, press } = room([yesterday('a')])
    await marking.load()
    annotations.add('a', length('1'))
    marking.answer('a', 0, 'fracture')
    marking.setMarks('a', 0, [box])
    await press('undo')
    expect([marking.answerOf('a', 0), marking.marksOf('a', 0)]).toEqual(['fracture', []])
    await press('undo')
    expect([marking.answerOf('a', 0), annotations.all('a').length]).toEqual(['unsure', 1])
    await press('undo')
    expect([marking.answerOf('a', 0), annotations.all('a').length]).toEqual(['unsure', 0])
    expect(await press('undo')).toBe(false)
  })

  it('takes a measurement back that was drawn after a mark on the same film', async () => {
    const { annotations, marking, press } = room()
    marking.setMarks('a', 0, [box])
    annotations.add('a', length('1'))
    await press('undo')
    expect([annotations.all('a'), marking.marksOf('a', 0)]).toEqual([[], [box]])
  })
})
