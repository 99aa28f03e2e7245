// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listenForGestures } from '#renderer/features/viewport/film/gestures.ts'

const targets = { dragWindow: vi.fn(), pan: vi.fn(), zoom: vi.fn(), stepFrame: vi.fn() }
let element: HTMLElement
let stop: () => void

function fire(type: string, x: number, y: number, init: PointerEventInit = {}) {
  element.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, cancelable: true, ...init }))
}
function drag(init: PointerEventInit) {
  fire('pointerdown', 100, 100, init)
  fire('pointermove', 110, 70)
  fire('pointerup', 110, 70)
  fire('pointermove', 500, 500)
}
function wheel(deltaY: number, { ctrlKey = false } = {}) {
  // This DOM's wheel events lack what they inherit from mouse events.
  const event = Object.assign(new WheelEvent('wheel', { deltaY, cancelable: true }), {
    clientX: 40,
    clientY: 50,
    ctrlKey,
  })
  element.dispatchEvent(event)
  return event
}

beforeEach(() => {
  vi.resetAllMocks()
  element = document.createElement('div')
  element.setPointerCapture = vi.fn()
  document.body.append(element)
  stop = listenForGestures(element, targets)
})
afterEach(() => {
  stop()
  element.remove()
})

describe('gestures on the film', () => {
  it('window with the left button', () => {
    drag({ button: 0 })
    expect(targets.dragWindow.mock.calls).toEqual([[{ x: 10, y: -30 }]])
    expect(targets.pan).not.toHaveBeenCalled()
  })

  it.each([{ button: 1 }, { button: 0, shiftKey: true }])('move with %o', (init) => {
    drag(init)
    expect(targets.pan.mock.calls).toEqual([[{ x: 10, y: -30 }]])
    expect(targets.dragWindow).not.toHaveBeenCalled()
  })

  it('zoom with the right button, larger upwards, around where the drag began', () => {
    drag({ button: 2 })
    expect(targets.zoom).toHaveBeenCalledTimes(1)
    const [factor, point] = targets.zoom.mock.calls[0]! as [number, object]
    expect(factor).toBeGreaterThan(1)
    expect(point).toEqual({ x: 100, y: 100 })
  })

  it('zoom to the cursor with the wheel and never scroll the page', () => {
    expect(wheel(-100).defaultPrevented).toBe(true)
    wheel(100)
    const [inwards, outwards] = targets.zoom.mock.calls as [number, object][]
    expect(inwards![0] * outwards![0]).toBeCloseTo(1)
    expect(inwards![0]).toBeGreaterThan(1)
    expect(inwards![1]).toEqual({ x: 40, y: 50 })
  })

  it('go through the frames with Ctrl and the wheel, small steps added up', () => {
    for (let i = 0; i < 5; i++) wheel(10, { ctrlKey: true })
    wheel(-120, { ctrlKey: true })
    expect(targets.stepFrame.mock.calls).toEqual([[1], [-1]])
    expect(targets.zoom).not.toHaveBeenCalled()
  })

  it('do what the user wants them to, while Shift moves and Ctrl turns the wheel over as before', () => {
    stop()
    stop = listenForGestures(element, targets, () => ({
      left: 'zoom',
      middle: 'window',
      right: 'pan',
      wheel: 'frames',
    }))
    drag({ button: 0 })
    drag({ button: 1 })
    drag({ button: 2 })
    drag({ button: 0, shiftKey: true })
    wheel(100)
    wheel(100, { ctrlKey: true })
    const { zoom, dragWindow, pan, stepFrame } = targets
    expect([zoom, dragWindow, pan, stepFrame].map(({ mock }) => mock.calls.length)).toEqual([2, 1, 2, 1])
  })

  it('end when they are no longer listened for', () => {
    stop()
    drag({ button: 0 })
    wheel(100)
    expect(targets.dragWindow).not.toHaveBeenCalled()
    expect(targets.zoom).not.toHaveBeenCalled()
  })
})
