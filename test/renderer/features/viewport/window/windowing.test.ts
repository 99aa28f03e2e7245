import { describe, expect, it } from 'vitest'
import { makeGreyFilm } from '../../../support/films.ts'
import { dragWindow, fullRangeWindow, windowDigits } from '#renderer/features/viewport/window/windowing.ts'

const film = makeGreyFilm({ values: Uint16Array.of(0, 4095), slope: 2, intercept: -1000 })
const window = { center: 1000, width: 2000, function: 'LINEAR' as const }

describe('dragWindow', () => {
  it('widens to the right, narrows to the left, and comes back', () => {
    const wider = dragWindow(window, { x: 100, y: 0 }, film)
    expect(wider.width).toBeGreaterThan(2000)
    expect(wider.center).toBe(1000)
    expect(dragWindow(wider, { x: -100, y: 0 }, film).width).toBeCloseTo(2000)
  })

  it('raises the centre downwards, in steps that fit the width', () => {
    const far = dragWindow(window, { x: 0, y: 10 }, film).center - 1000
    const near = dragWindow({ ...window, width: 200 }, { x: 0, y: 10 }, film).center - 1000
    expect(far).toBeGreaterThan(0)
    expect(far / near).toBeCloseTo(10)
  })

  it('never makes a LINEAR window narrower than 1 nor any window endless', () => {
    expect(dragWindow(window, { x: -100_000, y: 0 }, film).width).toBe(1)
    expect(dragWindow({ ...window, function: 'SIGMOID' }, { x: -100_000, y: 0 }, film).width).toBeGreaterThan(0)
    expect(dragWindow(window, { x: 100_000, y: 0 }, film).width).toBe(4 * 4095 * 2)
  })
})

describe('fullRangeWindow', () => {
  it('reaches from the darkest to the brightest value in modality units', () => {
    expect(fullRangeWindow(film)).toEqual({ center: 3095, width: 8190, function: 'LINEAR_EXACT' })
    expect(fullRangeWindow({ ...film, slope: -1, intercept: 0 }).width).toBe(4095)
  })
})

describe('windowDigits', () => {
  it('writes small windows with digits enough to tell them apart', () => {
    expect([4000, 20, 5, 0.5, 0.02].map(windowDigits)).toEqual([0, 0, 2, 3, 4])
  })
})
