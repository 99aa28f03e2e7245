// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import type { Mark } from '#shared/mark.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useMarkingStore } from '#renderer/features/marking/state/marking.ts'
import { useMarkToolStore } from '#renderer/features/marking/state/markTool.ts'
import { measureCommands } from '#renderer/page/commands/measureCommands.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const box: Mark = { shape: 'box', x: 1, y: 2, width: 3, height: 4 }
const length = (id: string): Annotation => ({
  ...{ id, kind: 'length', frame: 0, text: '' },
  points: [
    { x: 0, y: 0 },
    { x: 9, y: 9 },
  ],
})

function room() {
  useFakeConnection({ marks: { save: () => Promise.resolve() } })
  useFilmsStore().add({ type: 'film', film: makeFilm('a') })
  const press = async (id: string) => {
    const command = measureCommands(true).find((one) => one.id === id)!
    if (command.enabled) command.run()
    await flushPromises()
    return command.enabled
  }
  return { annotations: useAnnotationsStore(), marking: useMarkingStore(), tool: useMarkToolStore(), press }
}

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
