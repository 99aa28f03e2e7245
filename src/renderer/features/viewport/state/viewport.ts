import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { GreyFilm, GreyFilmShape, OverlayPlane, VoiWindow } from '#shared/film.ts'
import { useFilmsStore, useFramesStore } from '#renderer/features/films/index.ts'
import type { Affine, Point, ViewportAdapter, ViewState } from '../drawing/adapter.ts'
import { presetWindow, type Preset } from '../window/presets.ts'
import { dragWindow } from '../window/windowing.ts'

/** How the selected film is shown: its frame, window, zoom and position; kept for each film while it is open. */
export const useViewportStore = defineStore('viewport', () => {
  const films = useFilmsStore()
  const pixels = useFramesStore()
  const adapter = shallowRef<ViewportAdapter>()
  const frames = shallowReactive(new Map<string, number>())
  const views = new Map<string, ViewState>()
  /** The film that is shown, which follows the selected one. */
  const shownId = ref<string>()
  const shownFrame = ref(0)
  /** The film whose pixels are on the screen. */
  const drawnId = ref<string>()
  /** The film of which a preview is drawn: it can be looked at, but is not there yet. */
  const previewedId = ref<string>()
  const shape = shallowRef<GreyFilmShape>()
  /** Overlay planes that came in the film's file. */
  const planes = shallowRef<readonly OverlayPlane[]>([])
  /** The film's file says that parts of it are to be covered. */
  const hasShutter = ref(false)
  const view = shallowRef<ViewState>()
  const transform = shallowRef<Affine>()
  const magnifier = ref(false)
  /** Of the viewport, CSS pixels. */
  const size = shallowRef({ width: 0, height: 0 })

  // Apart from the view, which changes with every step of a drag: what asks only for these need not be rebuilt each
  // time.
  const hasView = computed(() => view.value !== undefined)
  const inverted = computed(() => view.value?.inverted ?? false)
  const fitted = computed(() => view.value?.fitted ?? false)
  const shuttered = computed(() => hasShutter.value && (view.value?.shuttered ?? true))

  const frameCount = computed(() => films.selected?.header.frames ?? 1)
  const frame = computed(() => (films.selectedId ? frameOf(films.selectedId) : 0))

  /** Whether what is shown is the selected frame. Until then what is drawn would belong to another film or frame. */
  const isThere = computed(
    () => shownId.value !== undefined && shownId.value === films.selectedId && shownFrame.value === frame.value,
  )

  /** The selected film once it is on the screen or cannot be; until then decoding it has the machine for itself. */
  const settledId = computed(() => {
    const { selectedId } = films
    if (!adapter.value || !selectedId) return undefined
    const settled = drawnId.value === selectedId || pixels.failureOf(selectedId, frame.value)
    return settled ? selectedId : undefined
  })

  /** The frame at which a film stands, from 0. */
  function frameOf(filmId: string): number {
    return frames.get(filmId) ?? 0
  }

  function attach(next: ViewportAdapter | undefined) {
    adapter.value = next
    if (!next) {
      shownId.value = undefined
      drawnId.value = undefined
      previewedId.value = undefined
      shape.value = undefined
      planes.value = []
      hasShutter.value = false
      view.value = undefined
      transform.value = undefined
    }
  }

  /** Called by the viewport after each drawing. */
  function rendered() {
    view.value = adapter.value?.view()
    transform.value = adapter.value?.transform()
    const filmId = previewedId.value ?? shownId.value
    if (!filmId || !view.value) return
    views.set(filmId, view.value)
    drawnId.value = shownId.value
  }

  /** What was shown before gives way to a film's preview; all of the film is then shown as the preview was left. */
  function previews(filmId: string, film: GreyFilmShape) {
    shownId.value = undefined
    drawnId.value = undefined
    previewedId.value = filmId
    shape.value = film
    planes.value = []
    hasShutter.value = false
  }

  function shows(
    filmId: string,
    film: Pick<GreyFilm, keyof GreyFilmShape | 'overlays' | 'shutter'>,
    at = frameOf(filmId),
  ) {
    previewedId.value = undefined
    shownId.value = filmId
    shownFrame.value = at
    shape.value = film
    planes.value = film.overlays ?? []
    hasShutter.value = film.shutter !== undefined
  }

  function goToFrame(next: number) {
    if (!films.selectedId) return
    frames.set(films.selectedId, Math.min(frameCount.value - 1, Math.max(0, next)))
  }

  function dragWindowBy(by: Point) {
    if (view.value && shape.value) setWindow(dragWindow(view.value.window, by, shape.value))
  }

  function setWindow(window: VoiWindow) {
    adapter.value?.setWindow(window)
    if (view.value) view.value = { ...view.value, window }
  }

  /** Sets a preset's window, for which the film's values are asked for. */
  async function applyPreset(preset: Preset) {
    const filmId = shownId.value
    const modality = films.selected?.header.modality
    const film = filmId && (await pixels.load(filmId, frame.value).catch(() => undefined))
    if (!film || filmId !== shownId.value) return
    const { shutter: _, ...open } = film
    setWindow(presetWindow(preset, shuttered.value ? film : open, modality))
  }

  function toggleInverted() {
    if (!view.value) return
    adapter.value?.setInverted(!view.value.inverted)
    view.value = { ...view.value, inverted: !view.value.inverted }
  }

  /** Covers what the film's shutter covers, or shows what lies below. */
  function toggleShutter() {
    if (!view.value || !hasShutter.value) return
    adapter.value?.setShuttered(!view.value.shuttered)
    view.value = { ...view.value, shuttered: !view.value.shuttered }
  }

  function forget(filmIds: ReadonlySet<string>) {
    for (const filmId of filmIds) for (const map of [views, frames]) map.delete(filmId)
  }

  return {
    adapter,
    shownId,
    drawnId,
    previewedId,
    settledId,
    isThere,
    magnifier,
    shape,
    planes,
    hasShutter,
    view,
    hasView,
    inverted,
    shuttered,
    fitted,
    transform,
    size,
    frame,
    frameOf,
    frameCount,
    attach,
    rendered,
    previews,
    shows,
    viewOf: (filmId: string) => views.get(filmId),
    goToFrame,
    dragWindowBy,
    setWindow,
    applyPreset,
    toggleInverted,
    toggleShutter,
    zoomBy: (factor: number, point: Point) => adapter.value?.zoomBy(factor, point),
    pan: (by: Point) => adapter.value?.pan(by),
    rotateBy: (degrees: 90 | -90) => adapter.value?.rotateBy(degrees),
    flip: () => adapter.value?.flip(),
    fit: () => adapter.value?.fit(),
    actualSize: () => adapter.value?.actualSize(),
    reset: () => adapter.value?.reset(),
    forget,
  }
})
