import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue'
import type { GreyFilm } from '#shared/film.ts'
import { useFramesStore } from '#renderer/features/films/index.ts'
import { useViewportStore } from '../state/viewport.ts'
import { histogramOf, type Histogram } from './histogram.ts'

const known = new WeakMap<GreyFilm, Map<boolean, Histogram | undefined>>()

/** The histogram of the frame on the screen, counted once the frame has been drawn; only while it is `wanted`. */
export function useHistogram(wanted: Readonly<Ref<boolean>>): Readonly<Ref<Histogram | undefined>> {
  const frames = useFramesStore()
  const viewport = useViewportStore()
  const histogram = shallowRef<Histogram>()
  let countedId: string | undefined
  let waiting = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    cancelAnimationFrame(waiting)
    clearTimeout(timer)
  }

  async function count(filmId: string, frame: number, shuttered: boolean) {
    const film = await frames.load(filmId, frame).catch(() => undefined)
    if (filmId !== viewport.drawnId || frame !== viewport.frame || shuttered !== viewport.shuttered) return
    countedId = filmId
    histogram.value = film && cached(film, shuttered)
  }

  watch(
    () => [viewport.drawnId, viewport.frame, viewport.shuttered, wanted.value && viewport.isThere] as const,
    ([filmId, frame, shuttered, can]) => {
      stop()
      // That of the frame before stays until the next one is counted, so that frames can be played.
      if (filmId !== countedId) histogram.value = undefined
      // After the drawing, which a person waits for: it is on the screen when the next frame is over.
      if (filmId !== undefined && can)
        waiting = requestAnimationFrame(() => {
          timer = setTimeout(() => void count(filmId, frame, shuttered))
        })
    },
    { immediate: true },
  )
  onBeforeUnmount(stop)
  return histogram
}

function cached(film: GreyFilm, shuttered: boolean): Histogram | undefined {
  const both = known.get(film) ?? new Map<boolean, Histogram | undefined>()
  known.set(film, both)
  if (!both.has(shuttered)) both.set(shuttered, histogramOf(film, shuttered))
  return both.get(shuttered)
}
