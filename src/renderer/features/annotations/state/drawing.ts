import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { pointsOf, type Annotation } from '#shared/annotation.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { apply, invert, useViewportStore, type Point } from '#renderer/features/viewport/index.ts'
import { useAnnotationsStore } from './annotations.ts'
import { useToolsStore } from './tools.ts'

/** CSS pixels below which a drag was a click. */
const smallestDragPx = 4

/** What is being drawn on the film, and the dragging of what is there. Points come in CSS pixels of the viewport. */
export const useDrawingStore = defineStore('drawing', () => {
  const annotations = useAnnotationsStore()
  const films = useFilmsStore()
  const tools = useToolsStore()
  const viewport = useViewportStore()
  const draft = shallowRef<Annotation>()
  /** An annotation as it looks while a handle or all of it is dragged. */
  const moved = shallowRef<Annotation>()
  /** The annotation whose words are being typed, and what they are by now. */
  const writing = shallowRef<{ filmId: string; id: string; text: string }>()
  let start: Point | undefined

  /** Points drawn by drags before the one under way. */
  let before: Point[] = []

  function toFilm(point: Point): Point {
    return viewport.transform ? apply(invert(viewport.transform), point) : point
  }

  function begin(at: Point): boolean {
    if (tools.tool === 'window' || !films.selectedId || !viewport.transform) return false
    start = at
    if (draft.value?.kind !== tools.tool) before = []
    const point = toFilm(at)
    draft.value = {
      id: crypto.randomUUID(),
      kind: tools.tool,
      frame: viewport.frame,
      points: [...before, point, point],
      text: '',
    }
    return true
  }

  function move(at: Point) {
    if (draft.value) draft.value = { ...draft.value, points: [...draft.value.points.slice(0, -1), toFilm(at)] }
  }

  function end(at: Point) {
    const drawn = draft.value
    if (!drawn || !start || !films.selectedId) return
    if (Math.hypot(at.x - start.x, at.y - start.y) < smallestDragPx) {
      draft.value = before.length ? { ...drawn, points: before } : undefined
      return
    }
    move(at)
    if (draft.value!.points.length < pointsOf[drawn.kind]) {
      before = draft.value!.points
      return
    }
    annotations.add(films.selectedId, draft.value!)
    if (drawn.kind === 'arrow') write(drawn)
    cancel()
    tools.tool = 'window'
  }

  function cancel() {
    draft.value = undefined
    start = undefined
    before = []
  }

  /** Shows an annotation with one point (or, without `handle`, all of them) moved by so many CSS pixels. */
  function drag(annotation: Annotation, handle: number | undefined, by: Point) {
    const from = toFilm({ x: 0, y: 0 })
    const to = toFilm(by)
    const shift = (point: Point) => ({ x: point.x + to.x - from.x, y: point.y + to.y - from.y })
    moved.value = {
      ...annotation,
      points: annotation.points.map((p, i) => (handle === undefined || handle === i ? shift(p) : p)),
    }
  }

  /** Ends a drag; one step of undo. */
  function drop() {
    if (moved.value && films.selectedId)
      annotations.edit(films.selectedId, moved.value.id, { points: moved.value.points })
    moved.value = undefined
  }

  function write({ id, text }: Annotation) {
    if (films.selectedId) writing.value = { filmId: films.selectedId, id, text }
  }

  function type(text: string) {
    if (writing.value) writing.value = { ...writing.value, text }
  }

  /** Keeps what was typed, where it says something else. */
  function endWriting() {
    const typed = writing.value
    writing.value = undefined
    if (!typed) return
    const { filmId, id } = typed
    const text = typed.text.trim()
    if (annotations.all(filmId).some((one) => one.id === id && one.text !== text))
      annotations.edit(filmId, id, { text })
  }

  // Points belong to the film and frame on which they were begun, and no key works on what is out of sight. At once: what
  // is let go next must not find them.
  watch(
    [() => films.selectedId, () => viewport.frame],
    () => {
      endWriting()
      cancel()
      moved.value = undefined
      annotations.selectedId = undefined
    },
    { flush: 'sync' },
  )

  return { draft, moved, writing, begin, move, end, cancel, drag, drop, write, type, endWriting }
})
