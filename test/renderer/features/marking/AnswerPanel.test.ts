// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import type { Mark } from '#shared/mark.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import AnswerPanel from '#renderer/features/marking/shown/AnswerPanel.vue'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { useWorklistStore } from '#renderer/features/worklist/worklist.ts'
import { makeFilm, makeGreyFilm } from '../../support/films.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

const grey = makeGreyFilm({ values: new Uint8Array(12) })
const box: Mark = { shape: 'box', x: 1, y: 1, width: 2, height: 2 }

/** The panel of the first of two films that are labelled one after another, and what the mouse does there. */
function labelling() {
  const { pinia } = useFakeConnection({
    marks: { save: () => Promise.resolve({}), undo: () => Promise.resolve({}), list: () => Promise.resolve([]) },
  })
  const [films, viewport] = [useFilmsStore(), useViewportStore()]
  for (const id of ['a', 'b']) films.add({ type: 'film', film: makeFilm(id) })
  useWorklistStore().labelling = true
  const panel = mount(AnswerPanel, { props: { filmId: 'a', frame: 0 }, global: { plugins: [pinia] } })
  const part = (id: string) => panel.get(`[data-testid="${id}"]`)
  return {
    films,
    marking: useMarkingStore(),
    part,
    click: (id: string, detail = 1) => part(id).trigger('click', { detail }),
    /** The film that is selected comes to the screen. */
    show: async (filmId: string) => {
      viewport.shows(filmId, grey)
      await panel.setProps({ filmId })
    },
  }
}

it('takes no answer for a film that is not on the screen yet', async () => {
  const { films, marking, part, click, show } = labelling()
  await click('answer-none')
  expect(marking.answerOf('a', 0)).toBeUndefined()
  expect(part('answer-none').attributes('aria-disabled')).toBe('true')
  await show('a')
  expect(part('answer-none').attributes('aria-disabled')).toBe('false')
  await click('answer-none')
  expect([marking.answerOf('a', 0), films.selectedId]).toEqual(['none', 'b'])
  await nextTick()
  expect(part('answer-none').attributes('aria-disabled')).toBe('true')
  await click('answer-none')
  expect(marking.answerOf('b', 0)).toBeUndefined()
  await show('b')
  await click('answer-none')
  expect(marking.answerOf('b', 0)).toBe('none')
})

it('takes a double click, and a key that is held, as one answer, also where the next film is there at once', async () => {
  const { marking, part, click, show } = labelling()
  await show('a')
  await click('answer-none')
  await show('b')
  await click('answer-none', 2)
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, cancelable: true, bubbles: true })
  part('answer-none').element.dispatchEvent(held)
  expect([marking.answerOf('a', 0), marking.answerOf('b', 0), held.defaultPrevented]).toEqual(['none', undefined, true])
})

it('undoes and removes nothing on a film that is not on the screen', async () => {
  const { marking, part, click, show } = labelling()
  marking.setMarks('a', 0, [box])
  await nextTick()
  for (const id of ['mark-undo', 'mark-remove']) {
    expect(part(id).attributes('disabled')).toBeDefined()
    await click(id)
  }
  expect(marking.marksOf('a', 0)).toEqual([box])
  await show('a')
  await click('mark-remove')
  expect(marking.marksOf('a', 0)).toEqual([])
})
