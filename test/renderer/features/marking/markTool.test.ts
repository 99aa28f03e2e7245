// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useMarkToolStore } from '#renderer/features/marking/state/markTool.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

const length: Annotation = { id: 'length', kind: 'length', frame: 0, points: [{ x: 0, y: 0 }, { x: 9, y: 9 }], text: '' } // prettier-ignore

describe('what is chosen on a film', () => {
  beforeEach(() => void useFakeConnection({}))

  it('is a mark or a measurement, whichever was chosen last', () => {
    const [annotations, tool] = [useAnnotationsStore(), useMarkToolStore()]
    tool.selected = 0
    annotations.add('a', length)
    expect([tool.selected, annotations.selectedId]).toEqual([undefined, 'length'])
    tool.selected = 1
    expect([tool.selected, annotations.selectedId]).toEqual([1, undefined])
    annotations.selectedId = 'length'
    expect([tool.selected, annotations.selectedId]).toEqual([undefined, 'length'])
  })
})
