import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Answer, Mark, Outline } from '#shared/mark.ts'
import { useAnnotationsStore, useToolsStore } from '#renderer/features/annotations/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { apply, invert, useViewportStore, type Point } from '#renderer/features/viewport/index.ts'
import { between, moved, ontoFilm, pulled } from '../outline/outlines.ts'
import { useMarkingStore } from './marking.ts'

export const markShapes = ['box', 'ellipse', 'polygon'] as const
export type MarkShape = (typeof markShapes)[number]

/** CSS pixels below which a drag was a click, and within which a click on the first corner closes a polygon. */
const smallestDragPx = 4
const closingPx = 10
/** Keys that are pressed one after the other are one step of undo. */
const settleMs = 500

/**
 * What is said of the selected film, the tool that marks fractures on it, and the mark that one works on. Points are CSS
 * pixels.
 */
export const useMarkToolStore = defineStore('markTool', () => {
  const annotations = useAnnotationsStore()
  const films = useFilmsStore()
  const marking = useMarkingStore()
  const tools = useToolsStore()
  const viewport = useViewportStore()
  const inHand = ref(false)
  const shape = ref<MarkShape>('box')
  const selected = ref<number>()
  /** Being drawn; a polygon may still be two points. */
  const draft = shallowRef<Outline>()
  const corners = shallowRef<Point[]>([])
  /** A mark as it looks while it is moved or pulled. */
  const changing = shallowRef<{ index: number; mark: Mark }>()
  let start: Point | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const filmId = computed(() => films.selectedId)
  const kept = computed(() => (filmId.value ? marking.marksOf(filmId.value, viewport.frame) : []))
  /** As they are on the screen. */
  const marks = computed(() =>
    kept.value.map((mark, index) => (changing.value?.index === index ? changing.value.mark : mark)),
  )

  const toFilm = (point: Point): Point => apply(invert(viewport.transform!), point)

  function putDown() {
    inHand.value = false
    cancel()
  }

  function cancel() {
    draft.value = undefined
    corners.value = []
    start = undefined
  }

  function toggle() {
    if (inHand.value) return putDown()
    tools.putDown()
    inHand.value = true
  }

  function begin(at: Point): boolean {
    if (!inHand.value || !filmId.value || !viewport.transform || !viewport.shape) return false
    start = at
    move(at)
    return true
  }

  function move(at: Point) {
    const film = viewport.shape
    if (!start || !film) return
    const to = toFilm(at)
    if (shape.value !== 'polygon') draft.value = between(shape.value, toFilm(start), to, film)
    else drawPolygon([...corners.value, ontoFilm(to, film)])
  }

  function drawPolygon(points: readonly Point[]) {
    draft.value = { shape: 'polygon', points: points.map(({ x, y }) => [x, y]) }
  }

  function end(at: Point) {
    const [from, film] = [start, viewport.shape]
    start = undefined
    if (!from || !film) return
    if (shape.value === 'polygon') return addCorner(at, ontoFilm(toFilm(at), film))
    const isClick = Math.hypot(at.x - from.x, at.y - from.y) < smallestDragPx
    const drawn = draft.value
    cancel()
    if (!isClick && drawn && drawn.shape !== 'polygon' && drawn.width > 0 && drawn.height > 0) add(drawn)
  }

  function addCorner(at: Point, corner: Point) {
    const [first] = corners.value
    const home = first && apply(viewport.transform!, first)
    if (home && corners.value.length >= 3 && Math.hypot(home.x - at.x, home.y - at.y) <= closingPx) return close()
    corners.value = [...corners.value, corner]
    drawPolygon(corners.value)
  }

  /** Ends a polygon of three corners or more. */
  function close(): boolean {
    const points = corners.value.map(({ x, y }): [number, number] => [x, y])
    if (points.length < 3) return false
    cancel()
    add({ shape: 'polygon', points })
    return true
  }

  /** Keeps a mark and works on it from now on; the tool is put down, as the others are. */
  function add(outline: Outline) {
    if (!filmId.value) return
    settle()
    marking.setMarks(filmId.value, viewport.frame, [...kept.value, outline])
    selected.value = kept.value.length - 1
    putDown()
  }

  /** For those who draw without a mouse: a mark in the middle of what is on the screen, a fifth of it wide and high. */
  function addInMiddle() {
    const { shape: film, transform, size } = viewport
    if (!film || !transform) return
    const [x, y] = [size.width / 2, size.height / 2]
    const side = Math.min(size.width, size.height) / 10
    const kind = shape.value === 'ellipse' ? 'ellipse' : 'box'
    const outline = between(kind, toFilm({ x: x - side, y: y - side }), toFilm({ x: x + side, y: y + side }), film)
    if (outline.shape !== 'polygon' && outline.width > 0 && outline.height > 0) add(outline)
  }

  /** Shows a mark moved by so many CSS pixels; or with a handle pulled by them. `from`: as it was when that began. */
  function drag(index: number, from: Mark, handle: { index: number; at: Point } | undefined, by: Point) {
    const film = viewport.shape
    if (!film || !viewport.transform) return
    const [origin, to] = [toFilm({ x: 0, y: 0 }), toFilm(by)]
    const shift = { x: to.x - origin.x, y: to.y - origin.y }
    const mark = handle
      ? pulled(from, handle.index, { x: handle.at.x + shift.x, y: handle.at.y + shift.y }, film)
      : moved(from, shift, film)
    changing.value = { index, mark }
  }

  /** The same by a key; many of them in a row are one step. */
  function nudge(index: number, handle: { index: number; at: Point } | undefined, by: Point) {
    const mark = marks.value[index]
    if (!mark) return
    drag(index, mark, handle, by)
    clearTimeout(timer)
    timer = setTimeout(settle, settleMs)
  }

  /** Keeps what was moved. One that was pulled to nothing stays as it was. */
  function settle() {
    clearTimeout(timer)
    const change = changing.value
    changing.value = undefined
    if (!change || !filmId.value || !kept.value[change.index]) return
    const { mark, index } = change
    if (mark.shape !== 'polygon' && (mark.width === 0 || mark.height === 0)) return
    replace(index, mark)
  }

  function replace(index: number, mark: Mark) {
    if (!filmId.value || JSON.stringify(kept.value[index]) === JSON.stringify(mark)) return
    marking.setMarks(filmId.value, viewport.frame, kept.value.with(index, mark))
  }

  function name(index: number, category: string) {
    settle()
    const { category: _, ...outline } = kept.value[index] ?? {}
    const text = category.trim().slice(0, 100)
    if ('shape' in outline) replace(index, { ...outline, ...(text ? { category: text } : {}) } as Mark)
  }

  function remove(index: number) {
    settle()
    selected.value = undefined
    if (filmId.value && kept.value[index])
      marking.setMarks(filmId.value, viewport.frame, kept.value.toSpliced(index, 1))
  }

  function undo() {
    settle()
    selected.value = undefined
    if (filmId.value) marking.undo(filmId.value, viewport.frame)
  }

  /** Says what is seen on the selected film. Nobody has seen one that is not on the screen yet. */
  function answer(said: Answer) {
    if (filmId.value && viewport.isThere) marking.answer(filmId.value, viewport.frame, said)
  }

  // A tool that measures was taken up, or another film or frame is looked at.
  watch(
    () => tools.tool,
    (tool) => tool !== 'window' && putDown(),
  )
  watch(
    () => [films.selectedId, viewport.frame] as const,
    (_, [beforeId, beforeFrame]) => {
      const change = changing.value
      clearTimeout(timer)
      changing.value = undefined
      if (change && beforeId && marking.marksOf(beforeId, beforeFrame)[change.index])
        marking.setMarks(beforeId, beforeFrame, marking.marksOf(beforeId, beforeFrame).with(change.index, change.mark))
      selected.value = undefined
      cancel()
    },
  )
  watch(shape, cancel)
  // One thing is chosen at a time: what Delete removes is what was chosen last.
  watch(
    () => annotations.selectedId,
    (id) => id !== undefined && (selected.value = undefined),
    { flush: 'sync' },
  )
  watch(selected, (index) => index !== undefined && (annotations.selectedId = undefined), { flush: 'sync' })

  return {
    ...{ inHand, shape, selected, draft, corners, marks, toggle, putDown, begin, move, end, close, addInMiddle },
    ...{ drag, nudge, settle, name, remove, undo, answer },
  }
})
