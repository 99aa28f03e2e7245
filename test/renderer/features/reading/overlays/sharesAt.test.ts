import { expect, it } from 'vitest'
import { evidencePicture } from '#shared/overlay/evidencePicture.ts'
import { makeReading } from '../../../support/films.ts'
import { sharesAt } from '#renderer/features/reading/overlays/sharesAt.ts'

const { maps } = makeReading()
const film = { rows: 4, columns: 4 }

it('the shares at a point are those of the cell that it lies in', () => {
  // The maps reach from y = -2 to 6; the film from 0 to 4.
  expect(sharesAt(maps, { x: 1, y: 1 }, film)).toEqual([1, 0])
  expect(sharesAt(maps, { x: 3, y: 3 }, film)).toEqual([0.5, 0.5])
  expect(sharesAt(maps, { x: 3, y: -1 }, film)).toBeUndefined()
  expect(sharesAt(maps, { x: 4, y: 1 }, film)).toBeUndefined()
})

it('evidence below the threshold is not painted', () => {
  const painted = (threshold: number) =>
    evidencePicture(maps, threshold)
      .rgba.filter((_, index) => index % 4 === 3)
      .filter((alpha) => alpha > 0).length
  expect(painted(0.9)).toBeGreaterThan(0)
  expect(painted(0.9)).toBeLessThan(painted(0.3))
  expect(painted(0.3)).toBeLessThan(painted(0))
})
