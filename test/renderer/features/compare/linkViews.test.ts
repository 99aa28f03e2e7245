import { expect, it } from 'vitest'
import { linkedPlace } from '#renderer/features/compare/linkViews.ts'
import type { ViewState } from '#renderer/features/viewport/drawing/adapter.ts'

const view: ViewState = {
  window: { center: 0, width: 1, function: 'LINEAR' },
  inverted: false,
  shuttered: true,
  scale: 2,
  fitted: false,
  offset: { x: 100, y: -50 },
  rotation: 0,
  flipped: false,
}

it('a linked film is as much larger than fitting, and moved by the same share of itself', () => {
  const from = { rows: 1000, columns: 500, fitScale: 0.5 }
  const to = { rows: 2000, columns: 250, fitScale: 0.25 }
  expect(linkedPlace(view, from, to)).toEqual({ scale: 1, fitted: false, offset: { x: 50, y: -100 } })
  expect(linkedPlace(view, from, from)).toEqual({ scale: 2, fitted: false, offset: view.offset })
})
