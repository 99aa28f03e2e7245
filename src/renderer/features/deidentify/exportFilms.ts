import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import { boxSchema, type DeidentifiedExport, type DeidentifyEvent } from '#shared/deidentify.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useDrawnRectangles } from './drawnRectangles.ts'

type Progress = Extract<DeidentifyEvent, { type: 'progress' }>
/** As it stands in the form: an empty field is no number. `filmId`: on that film alone. */
export type FormBox = {
  x: number | ''
  y: number | ''
  width: number | ''
  height: number | ''
  filmId?: string
  name?: string
}

/** An export of films of the worklist: what is wished, how far it is, what came of it. */
export const useExportStore = defineStore('deidentifiedExport', () => {
  const { client } = useConnection()
  const films = useFilmsStore()
  const form = reactive({
    films: 'all' as 'all' | 'selected',
    to: '',
    results: true,
    shiftDates: false,
    retainDevice: false,
    boxes: [] as FormBox[],
    textRemoved: false,
  })
  const progress = shallowRef<Progress>()
  const result = shallowRef<DeidentifiedExport>()
  const failure = shallowRef<Failure>()
  const running = shallowRef<AbortController>()

  const chosen = computed(() =>
    form.films === 'all' ? films.films : films.films.filter(({ filmId }) => filmId === films.selectedId),
  )
  const { drawn, ...rectangles } = useDrawnRectangles(chosen)
  const isReady = computed(
    () =>
      form.to.trim() !== '' && chosen.value.length > 0 && form.boxes.every((box) => boxSchema.safeParse(box).success),
  )

  function addBox() {
    form.boxes.push({ x: 0, y: 0, width: '', height: '' })
  }

  /** In the place of those that were taken before. */
  function takeDrawn() {
    form.boxes = [...form.boxes.filter(({ filmId }) => filmId === undefined), ...drawn.value]
  }

  async function start() {
    if (running.value || !isReady.value) return
    const abort = new AbortController()
    running.value = abort
    progress.value = undefined
    result.value = undefined
    failure.value = undefined
    const { to, results, shiftDates, retainDevice, boxes, textRemoved } = form
    const filmIds = chosen.value.map(({ filmId }) => filmId)
    const own = boxes.filter(({ filmId }) => filmId === undefined || filmIds.includes(filmId))
    const request = {
      ...{ filmIds, to: to.trim(), shiftDates, retainDevice },
      boxes: own.map(({ filmId, ...box }) => ({ ...boxSchema.parse(box), ...(filmId ? { filmId } : {}) })),
      textRemoved: textRemoved && own.length > 0,
      ...(results ? { results: {} } : {}),
    }
    try {
      for await (const event of await client.deidentify.export(request, { signal: abort.signal })) {
        if (event.type === 'progress') progress.value = event
        else result.value = event
      }
    } catch (thrown) {
      if (!abort.signal.aborted) failure.value = toFailure(thrown)
    } finally {
      running.value = undefined
    }
  }

  return {
    ...{ form, progress, result, failure, running, chosen, isReady, addBox, takeDrawn, start },
    /** Rectangles that were drawn on the films that are exported. */
    drawn,
    lookingForDrawn: rectangles.looking,
    drawnFailure: rectangles.failure,
    lookForDrawn: rectangles.look,
    stopLooking: rectangles.stop,
    removeBox: (index: number) => void form.boxes.splice(index, 1),
    stop: () => running.value?.abort(),
    /** For another export. */
    clear() {
      result.value = undefined
      failure.value = undefined
      form.to = ''
      form.boxes = []
      form.textRemoved = false
    },
  }
})
