import { ArrowUpLeft, Circle, Redo2, Ruler, Square, TriangleRight, Undo2 } from '@lucide/vue'
import { annotationKinds } from '#shared/annotation.ts'
import {
  exportAnnotations,
  useAnnotationsStore,
  useDrawingStore,
  useToolsStore,
} from '#renderer/features/annotations/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useMarkingStore, useMarkToolStore } from '#renderer/features/marking/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import type { Command } from './command.ts'
import { commandWords } from './words.ts'

const drawIcons = { length: Ruler, angle: TriangleRight, rectangle: Square, ellipse: Circle, arrow: ArrowUpLeft }
const drawKeys = { length: 'l', angle: 'a', rectangle: 'b', ellipse: 'o', arrow: 't' }

/** Of measurements and annotations. */
export function measureCommands(enabled: boolean): Command[] {
  const annotations = useAnnotationsStore()
  const drawing = useDrawingStore()
  const films = useFilmsStore()
  const marking = useMarkingStore()
  const markTool = useMarkToolStore()
  const tools = useToolsStore()
  const viewport = useViewportStore()
  const filmId = films.selectedId ?? ''
  /** What was drawn last is undone first. */
  const undoesMark = marking.isLatest(filmId, viewport.frame) && marking.canUndo(filmId, viewport.frame)
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
      ...measure(kind, commandWords.draw[kind], [drawKeys[kind]], true, () => {
        drawing.cancel()
        tools.toggle(kind)
      }),
      icon: drawIcons[kind],
      pressed: tools.tool === kind,
    })),
    {
      ...measure('undo', commandWords.undo, ['mod+z'], undoesMark || annotations.canUndo(filmId), () =>
        undoesMark ? markTool.undo() : annotations.undo(filmId),
      ),
      icon: Undo2,
      repeats: true,
    },
    {
      ...measure('redo', commandWords.redo, ['mod+shift+z', 'mod+y'], annotations.canRedo(filmId), () =>
        annotations.redo(filmId),
      ),
      icon: Redo2,
      repeats: true,
    },
    measure(
      'remove-annotation',
      commandWords.removeAnnotation,
      ['Delete', 'Backspace'],
      annotations.selectedId !== undefined || markTool.selected !== undefined,
      () => {
        if (markTool.selected !== undefined) return markTool.remove(markTool.selected)
        if (annotations.selectedId) annotations.remove(filmId, annotations.selectedId)
      },
    ),
    ...(['json', 'csv'] as const).map((format) =>
      measure(
        `export-${format}`,
        commandWords.exportAnnotations[format],
        [],
        annotations.all(filmId).length > 0,
        () => void exportAnnotations(format),
      ),
    ),
    measure('put-down', commandWords.putDown, ['Escape', 'w'], true, () => {
      drawing.cancel()
      tools.putDown()
      markTool.putDown()
      markTool.selected = undefined
      viewport.magnifier = false
      annotations.selectedId = undefined
    }),
  ]
}
