import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Finding } from '#shared/finding.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { apply, boundsOf, useViewportStore } from '#renderer/features/viewport/index.ts'
import { useReadingsStore } from './readings.ts'

type Current = { filmId: string; frame: number; index: number }

/** A finding that was gone to is shown at least so large, CSS pixels of its longer side. */
const smallestShownPx = 60

/** Which findings are drawn, and which of them one looks at. */
export const useFindingsStore = defineStore('findings', () => {
  const films = useFilmsStore()
  const readings = useReadingsStore()
  const viewport = useViewportStore()
  const visible = ref(true)
  const current = shallowRef<Current>()

  /** Most probable first; null where the model does not point at places, `undefined` where nothing was read. */
  function of(filmId: string | undefined, frame: number): readonly Finding[] | null | undefined {
    const state = filmId === undefined ? undefined : readings.stateOf(filmId, frame)
    // What is not judged is not pointed at either.
    return state?.kind === 'done' && !state.reading.notJudged ? state.reading.findings : undefined
  }

  function currentOf(filmId: string | undefined, frame: number): number | undefined {
    const { value } = current
    return value && value.filmId === filmId && value.frame === frame ? value.index : undefined
  }

  /** Shows one of the selected film's findings in the middle of the viewport, and marks it out. */
  function goTo(index: number) {
    const { selectedId: filmId } = films
    const { frame, size, adapter } = viewport
    const finding = of(filmId, frame)?.[index]
    if (!filmId || !finding) return
    visible.value = true
    current.value = { filmId, frame, index }
    // As it is now: keys that come fast do not wait for the next drawing.
    const transform = adapter?.transform()
    if (!transform || !adapter) return
    const middle = { x: finding.x + finding.width / 2, y: finding.y + finding.height / 2 }
    const at = apply(transform, middle)
    adapter.pan({ x: size.width / 2 - at.x, y: size.height / 2 - at.y })
    const { width, height } = boundsOf(transform, finding)
    const factor = smallestShownPx / Math.max(width, height)
    if (factor > 1) adapter.zoomBy(factor, { x: size.width / 2, y: size.height / 2 })
  }

  /** To the next one (1) or the one before (-1), round and round. */
  function step(by: 1 | -1) {
    const count = of(films.selectedId, viewport.frame)?.length ?? 0
    if (count === 0) return
    const index = currentOf(films.selectedId, viewport.frame)
    goTo(index === undefined ? (by === 1 ? 0 : count - 1) : (index + by + count) % count)
  }

  function toggle() {
    visible.value = !visible.value
  }

  return { visible, of, currentOf, goTo, step, toggle }
})
