import {
  ArrowUpLeft,
  Circle,
  Columns2,
  Contrast,
  Download,
  Flame,
  FlipHorizontal2,
  Layers,
  Maximize,
  Redo2,
  RotateCcw,
  RotateCcwSquare,
  RotateCwSquare,
  Ruler,
  Square,
  SquareStack,
  Tags,
  TriangleRight,
  Undo2,
  ZoomIn,
} from '@lucide/vue'
import { h } from 'vue'
import { annotationKinds } from '#shared/annotation.ts'
import { opinions, type Opinion } from '#shared/library.ts'
import { opinionKeys } from '#renderer/features/reading/state/opinionKeys.ts'
import { annotationCsv, annotationData } from '#renderer/features/annotations/measured/annotationData.ts'
import { useAnnotationsStore } from '#renderer/features/annotations/state/annotations.ts'
import { useCineStore } from '#renderer/features/viewport/state/cine.ts'
import { useCompareStore } from '#renderer/features/compare/compare.ts'
import { useDialogsStore } from '#renderer/base/widgets/dialogs.ts'
import { useDrawingStore } from '#renderer/features/annotations/state/drawing.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useFramesStore } from '#renderer/features/films/frames.ts'
import { useMarksStore } from '#renderer/features/reading/state/marks.ts'
import { useOverlaysStore } from '#renderer/features/reading/state/overlays.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import { useToolsStore } from '#renderer/features/annotations/state/tools.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { texts } from '#renderer/texts.ts'
import { exportPicture } from '#renderer/features/viewport/drawing/exportPicture.ts'
import { saveFile } from '#renderer/base/widgets/saveFile.ts'
import { presets } from '#renderer/features/viewport/window/presets.ts'
import type { Command } from './command.ts'

const drawIcons = { length: Ruler, angle: TriangleRight, rectangle: Square, ellipse: Circle, arrow: ArrowUpLeft }
const drawKeys = { length: 'l', angle: 'a', rectangle: 'b', ellipse: 'o', arrow: 't' }

const OneToOne = () => h('span', { class: 'mark' }, '1:1')

/** What can be done with the film on the screen, as things are now. */
export function filmCommands(): Command[] {
  const films = useFilmsStore()
  const viewport = useViewportStore()
  const shown = viewport.hasView && viewport.shownId === films.selectedId
  return [
    ...windowCommands(shown),
    ...viewCommands(shown),
    ...measureCommands(shown),
    ...readingCommands(shown),
    ...frameCommands(),
  ]
}

function windowCommands(enabled: boolean): Command[] {
  const viewport = useViewportStore()
  const { preset, invert } = texts.tools
  return [
    ...presets.map((name, index): Command => ({
      id: `window-${name}`,
      label: preset[name],
      group: 'window',
      keys: [String(index + 1)],
      enabled,
      run: () => void viewport.applyPreset(name),
    })),
    {
      id: 'invert',
      label: invert,
      group: 'window',
      keys: ['i'],
      icon: Contrast,
      pressed: enabled && viewport.inverted,
      enabled,
      run: viewport.toggleInverted,
    },
  ]
}

function viewCommands(enabled: boolean): Command[] {
  const compare = useCompareStore()
  const dialogs = useDialogsStore()
  const viewport = useViewportStore()
  const tools = useToolsStore()
  const words = texts.tools
  const view = (id: string, label: string, keys: string[], icon: Command['icon'], run: () => void): Command => ({
    id,
    label,
    group: 'view',
    keys,
    ...(icon ? { icon } : {}),
    enabled,
    run,
  })
  return [
    view('rotate-left', words.rotateLeft, ['['], RotateCcwSquare, () => viewport.rotateBy(-90)),
    view('rotate-right', words.rotateRight, [']'], RotateCwSquare, () => viewport.rotateBy(90)),
    view('flip', words.flip, ['h'], FlipHorizontal2, viewport.flip),
    { ...view('fit', words.fit, ['f'], Maximize, viewport.fit), pressed: enabled && viewport.fitted },
    view('actual-size', words.actualSize, ['0'], OneToOne, viewport.actualSize),
    {
      ...view('magnifier', words.magnifier, ['m'], ZoomIn, () => (tools.magnifier = !tools.magnifier)),
      pressed: tools.magnifier,
    },
    view('reset', words.reset, ['r'], RotateCcw, viewport.reset),
    { ...view('compare', words.compare, ['c'], Columns2, compare.toggle), pressed: compare.second !== undefined },
    view('tags', words.tags, ['d'], Tags, () => dialogs.show('tags')),
    view('export', words.exportPicture, ['mod+s'], Download, () => void exportView()),
  ]
}

async function exportView() {
  const viewport = useViewportStore()
  const host = document.querySelector<HTMLElement>('[data-testid="film"]')
  // The file's name may name the patient; the picture's must not.
  if (host && viewport.adapter)
    saveFile(await exportPicture(host, viewport.adapter.picture()), `film-view-${viewport.frame + 1}.png`)
}

async function exportAnnotations(format: 'json' | 'csv') {
  const [films, frames, settings] = [useFilmsStore(), useFramesStore(), useSettingsStore()]
  const film = films.selected
  if (!film) return
  const drawn = useAnnotationsStore().all(film.filmId)
  const numbers = [...new Set(drawn.map(({ frame }) => frame))]
  const loaded = await Promise.all(
    numbers.map(async (frame) => [frame, await frames.load(film.filmId, frame).catch(() => undefined)] as const),
  )
  const values = new Map(loaded.flatMap(([frame, grey]) => (grey ? [[frame, grey] as const] : [])))
  const data = annotationData(film, drawn, values, !settings.anonymous)
  const text = format === 'json' ? JSON.stringify(data, undefined, 2) : annotationCsv(data)
  saveFile(
    new Blob([text], { type: format === 'json' ? 'application/json' : 'text/csv' }),
    `film-annotations.${format}`,
  )
}

function measureCommands(enabled: boolean): Command[] {
  const annotations = useAnnotationsStore()
  const drawing = useDrawingStore()
  const films = useFilmsStore()
  const tools = useToolsStore()
  const words = texts.tools
  const filmId = films.selectedId ?? ''
  const measure = (id: string, label: string, keys: string[], can: boolean, run: () => void): Command => ({
    id,
    label,
    group: 'measure',
    keys,
    enabled: enabled && can,
    run,
  })
  return [
    ...annotationKinds.map((kind): Command => ({
      ...measure(kind, words.draw[kind], [drawKeys[kind]], true, () => {
        drawing.cancel()
        tools.toggle(kind)
      }),
      icon: drawIcons[kind],
      pressed: tools.tool === kind,
    })),
    {
      ...measure('undo', words.undo, ['mod+z'], annotations.canUndo(filmId), () => annotations.undo(filmId)),
      icon: Undo2,
    },
    {
      ...measure('redo', words.redo, ['mod+shift+z', 'mod+y'], annotations.canRedo(filmId), () =>
        annotations.redo(filmId),
      ),
      icon: Redo2,
    },
    measure(
      'remove-annotation',
      words.removeAnnotation,
      ['Delete', 'Backspace'],
      annotations.selectedId !== undefined,
      () => {
        if (annotations.selectedId) annotations.remove(filmId, annotations.selectedId)
      },
    ),
    ...(['json', 'csv'] as const).map((format) =>
      measure(
        `export-${format}`,
        words.exportAnnotations[format],
        [],
        annotations.all(filmId).length > 0,
        () => void exportAnnotations(format),
      ),
    ),
    measure('put-down', words.putDown, ['Escape', 'w'], true, () => {
      drawing.cancel()
      tools.putDown()
      annotations.selectedId = undefined
    }),
  ]
}

function readingCommands(shown: boolean): Command[] {
  const films = useFilmsStore()
  const marks = useMarksStore()
  const overlays = useOverlaysStore()
  const readings = useReadingsStore()
  const viewport = useViewportStore()
  const enabled = shown && readings.stateOf(films.selectedId!, viewport.frame).kind === 'done'
  const overlay = (name: 'evidence' | 'gating', key: string, icon: Command['icon']): Command => ({
    id: `toggle-${name}`,
    label: texts.tools[name],
    group: 'reading',
    keys: [key],
    ...(icon ? { icon } : {}),
    pressed: overlays[name].visible,
    enabled,
    run: () => overlays.toggle(name),
  })
  const planes: Command = {
    id: 'toggle-file-overlays',
    label: texts.tools.fileOverlays,
    group: 'reading',
    keys: ['v'],
    icon: SquareStack,
    pressed: overlays.file.visible,
    enabled: shown && viewport.planes.length > 0,
    run: () => overlays.toggle('file'),
  }
  const { selectedId: filmId } = films
  const opinion = (said: Opinion): Command => ({
    id: said,
    label: texts.tools.review[said],
    group: 'reading',
    keys: [opinionKeys[said]],
    pressed: enabled && marks.opinionOf(filmId!, viewport.frame) === said,
    enabled,
    run: () => void marks.review(filmId!, viewport.frame, said),
  })
  const read: Command = {
    id: 'read',
    label: texts.reading.start,
    group: 'reading',
    keys: ['mod+Enter'],
    enabled: shown,
    run: () => void readings.read(filmId!, viewport.frame),
  }
  return [overlay('evidence', 'e', Flame), overlay('gating', 'g', Layers), planes, ...opinions.map(opinion), read]
}

function frameCommands(): Command[] {
  const cine = useCineStore()
  const viewport = useViewportStore()
  const enabled = viewport.frameCount > 1
  const frame = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'frames',
    keys,
    enabled,
    run,
  })
  return [
    frame('previous-frame', texts.tools.previousFrame, ['ArrowLeft', 'PageUp'], () =>
      viewport.goToFrame(viewport.frame - 1),
    ),
    frame('next-frame', texts.tools.nextFrame, ['ArrowRight', 'PageDown'], () =>
      viewport.goToFrame(viewport.frame + 1),
    ),
    frame('cine', texts.tools.play, [' '], cine.toggle),
  ]
}
