import pMap from 'p-map'
import { computed, shallowRef, type Ref } from 'vue'
import type { Box } from '#shared/deidentify.ts'
import type { Film } from '#shared/film.ts'
import { toFailure, type Failure } from '#renderer/base/connection/index.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/index.ts'
import { useLibraryStore } from '#renderer/features/library/index.ts'
import { rectangleBoxes } from './rectangles.ts'

/** Films whose annotations are asked for at a time. */
const atATime = 8

export type DrawnBox = Box & { filmId: string; name: string }

/** Rectangles that were drawn on films, also on those that this page has not shown: what was drawn there is fetched. */
export function useDrawnRectangles(films: Ref<readonly Film[]>) {
  const annotations = useAnnotationsStore()
  const library = useLibraryStore()
  const looking = shallowRef<{ done: number; total: number }>()
  const failure = shallowRef<Failure>()
  let abort: AbortController | undefined

  const drawn = computed((): DrawnBox[] =>
    films.value.flatMap(({ filmId, name, header }) =>
      rectangleBoxes(annotations.all(filmId), header).map((box) => ({ ...box, filmId, name })),
    ),
  )

  /** Fetches what is not known yet; ends what was begun before. */
  async function look() {
    stop()
    failure.value = undefined
    const unknown = films.value.filter(({ filmId }) => !annotations.known(filmId))
    if (unknown.length === 0) return
    const { signal } = (abort = new AbortController())
    looking.value = { done: 0, total: unknown.length }
    const fetch = async ({ filmId }: Film): Promise<void> => {
      await library.loadAnnotations(filmId).catch((thrown: unknown) => {
        // A film that cannot be read is not exported either, and the export says so.
        if (toFailure(thrown).kind === 'connection') throw thrown
      })
      if (!signal.aborted) looking.value = { done: looking.value!.done + 1, total: unknown.length }
    }
    try {
      await pMap(unknown, fetch, { concurrency: atATime, signal })
    } catch (thrown) {
      if (!signal.aborted) failure.value = toFailure(thrown)
    } finally {
      if (!signal.aborted) looking.value = undefined
    }
  }

  function stop() {
    abort?.abort()
    looking.value = undefined
  }

  return { drawn, looking, failure, look, stop }
}
