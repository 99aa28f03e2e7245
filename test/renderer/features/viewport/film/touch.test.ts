// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { touchGestures } from '#renderer/features/viewport/film/touch.ts'

const targets = () => ({
  dragWindow: vi.fn(),
  pan: vi.fn(),
  zoom: vi.fn(),
  stepFrame: vi.fn(),
  drawing: { begin: vi.fn(() => false), move: vi.fn(), end: vi.fn(), measure: vi.fn() },
})
const finger = (pointerId: number, x: number, y: number) => ({ pointerId, x, y }) as unknown as PointerEvent
let to: ReturnType<typeof targets>
let touch: ReturnType<typeof touchGestures>

beforeEach(() => {
  vi.useFakeTimers()
  to = targets()
  touch = touchGestures(to, ({ x, y }) => ({ x, y }))
})
afterEach(() => void vi.useRealTimers())

describe('fingers on the film', () => {
  it('move it, one alone', () => {
    touch.down(finger(1, 10, 10))
    touch.move(finger(1, 30, 15))
    touch.up(finger(1, 30, 15))
    touch.move(finger(1, 90, 90))
    expect(to.pan.mock.calls).toEqual([[{ x: 20, y: 5 }]])
    expect(to.zoom).not.toHaveBeenCalled()
  })

  it('zoom around the point between them, two', () => {
    touch.down(finger(1, 100, 100))
    touch.down(finger(2, 200, 100))
    touch.move(finger(2, 300, 100))
    expect(to.zoom.mock.calls).toEqual([[2, { x: 200, y: 100 }]])
    expect(to.pan.mock.calls).toEqual([[{ x: 50, y: 0 }]])
    touch.up(finger(2, 300, 100))
    touch.move(finger(1, 110, 100))
    expect(to.pan).toHaveBeenLastCalledWith({ x: 10, y: 0 })
  })

  it('measure after one was held still, and not after it moved', () => {
    touch.down(finger(1, 10, 10))
    touch.move(finger(1, 60, 10))
    vi.advanceTimersByTime(1000)
    touch.up(finger(1, 60, 10))
    expect(to.drawing.measure).not.toHaveBeenCalled()
    touch.down(finger(1, 10, 10))
    touch.move(finger(1, 12, 11))
    to.drawing.begin.mockReturnValue(true)
    vi.advanceTimersByTime(1000)
    touch.move(finger(1, 50, 50))
    touch.up(finger(1, 50, 50))
    expect(to.drawing.measure).toHaveBeenCalledTimes(1)
    expect(to.drawing.move.mock.calls).toEqual([[{ x: 50, y: 50 }]])
    expect(to.drawing.end.mock.calls).toEqual([[{ x: 50, y: 50 }]])
  })

  it('draw while a tool is in hand, until a second one comes', () => {
    to.drawing.begin.mockReturnValue(true)
    touch.down(finger(1, 0, 0))
    touch.move(finger(1, 5, 0))
    touch.down(finger(2, 50, 50))
    expect(to.drawing.end).toHaveBeenCalledTimes(1)
    expect(to.drawing.move).toHaveBeenCalledTimes(1)
    expect(to.pan).not.toHaveBeenCalled()
  })
})
