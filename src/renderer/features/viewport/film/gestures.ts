import { defaultSettings, type DragAction, type Mouse } from '#shared/settings.ts'
import type { Point } from '../drawing/adapter.ts'
import { touchGestures } from './touch.ts'

export type GestureTargets = {
  dragWindow(by: Point): void
  pan(by: Point): void
  zoom(factor: number, point: Point): void
  /** One frame on (1) or back (-1). */
  stepFrame(by: 1 | -1): void
  drawing?: Drawing
}

/** Takes a left drag over while a drawing tool is in hand; `begin` says whether one is. */
export type Drawing = {
  begin(at: Point): boolean
  move(at: Point): void
  end(at: Point): void
  /** Takes the tool for lengths in hand, for a finger that was held still. */
  measure?(): void
}

type Drag = DragAction | 'draw'

/** Right-drag pixels that double the zoom, and wheel units that do. */
const doublingDragPx = 150
const doublingWheel = 500

/**
 * Mouse, pen and wheel on the film, as the user wants them: a drag windows, moves, or zooms around where it began; with
 * Shift the left one moves; the wheel zooms to the cursor or goes through the frames, and with Ctrl does the other.
 * Returns how to stop listening.
 */
export function listenForGestures(
  element: HTMLElement,
  targets: GestureTargets,
  wishes: () => Mouse = () => defaultSettings.mouse,
): () => void {
  let drag: { kind: Drag; last: Point; start: Point } | undefined
  let wheelRest = 0

  const pointOf = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  const touch = touchGestures(targets, pointOf)
  const down = (event: PointerEvent) => {
    if (event.pointerType === 'touch') {
      element.setPointerCapture(event.pointerId)
      event.preventDefault()
      return touch.down(event)
    }
    const wanted = dragAction(event, wishes())
    if (!wanted || drag) return
    const start = pointOf(event)
    const kind = event.button === 0 && !event.shiftKey && targets.drawing?.begin(start) ? 'draw' : wanted
    drag = { kind, start, last: start }
    element.setPointerCapture(event.pointerId)
    element.focus({ preventScroll: true })
    event.preventDefault()
  }
  const move = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return touch.move(event)
    if (!drag) return
    const now = pointOf(event)
    const by = { x: now.x - drag.last.x, y: now.y - drag.last.y }
    drag.last = now
    if (drag.kind === 'draw') targets.drawing?.move(now)
    else if (drag.kind === 'window') targets.dragWindow(by)
    else if (drag.kind === 'pan') targets.pan(by)
    else targets.zoom(2 ** (-by.y / doublingDragPx), drag.start)
  }
  const up = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return touch.up(event)
    if (drag?.kind === 'draw') targets.drawing?.end(drag.last)
    drag = undefined
  }
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    const units = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 40 : 1)
    if ((wishes().wheel === 'zoom') !== event.ctrlKey)
      return targets.zoom(2 ** (-units / doublingWheel), pointOf(event))
    // Touchpads send many small steps; a frame is passed for each notch's worth.
    wheelRest += units
    if (Math.abs(wheelRest) < 50) return
    targets.stepFrame(wheelRest > 0 ? 1 : -1)
    wheelRest = 0
  }
  const menu = (event: Event) => event.preventDefault()

  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('wheel', wheel, { passive: false })
  element.addEventListener('contextmenu', menu)
  return () => {
    touch.stop()
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('wheel', wheel)
    element.removeEventListener('contextmenu', menu)
  }
}

const buttons = ['left', 'middle', 'right'] as const

function dragAction({ button, shiftKey }: PointerEvent, mouse: Mouse): DragAction | undefined {
  if (button === 0 && shiftKey) return 'pan'
  const name = buttons[button]
  return name && mouse[name]
}
