import { Aperture, Flame, Layers, SquareStack } from '@lucide/vue'
import { opinions, type Opinion } from '#shared/library.ts'
import { saveResults, useDrawings } from '#renderer/features/documents/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import {
  opinionKeys,
  readingWords,
  useMarksStore,
  useOverlaysStore,
  useReadingsStore,
} from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import type { Command } from './command.ts'
import { commandWords } from './words.ts'

/** Of a reading, its overlays, and what one thinks of it. */
export function readingCommands(shown: boolean): Command[] {
  const films = useFilmsStore()
  const marks = useMarksStore()
  const overlays = useOverlaysStore()
  const readings = useReadingsStore()
  const documents = useDrawings()
  const viewport = useViewportStore()
  const enabled = shown && readings.stateOf(films.selectedId!, viewport.frame).kind === 'done'
  const overlay = (name: 'evidence' | 'gating', key: string, icon: Command['icon']): Command => ({
    id: `toggle-${name}`,
    label: readingWords.overlay[name],
    group: 'reading',
    keys: [key],
    ...(icon ? { icon } : {}),
    pressed: overlays[name].visible,
    enabled,
    run: () => overlays.toggle(name),
  })
  const planes: Command = {
    id: 'toggle-file-overlays',
    label: commandWords.fileOverlays,
    group: 'reading',
    keys: ['v'],
    icon: SquareStack,
    pressed: overlays.file.visible,
    enabled: shown && (viewport.planes.length > 0 || documents.value.length > 0),
    run: () => overlays.toggle('file'),
  }
  const shutter: Command = {
    id: 'toggle-shutter',
    label: commandWords.shutter,
    group: 'reading',
    keys: ['s'],
    // Few films have one: the toolbar has a button for those alone.
    ...(viewport.hasShutter ? { icon: Aperture } : {}),
    pressed: shown && viewport.shuttered,
    enabled: shown && viewport.hasShutter,
    run: viewport.toggleShutter,
  }
  const { selectedId: filmId } = films
  const opinion = (said: Opinion): Command => ({
    id: said,
    label: commandWords.review[said],
    group: 'reading',
    keys: [opinionKeys[said]],
    pressed: enabled && marks.opinionOf(filmId!, viewport.frame) === said,
    enabled,
    run: () => void marks.review(filmId!, viewport.frame, said),
  })
  const read: Command = {
    id: 'read',
    label: readingWords.start,
    group: 'reading',
    keys: ['mod+Enter'],
    enabled: shown,
    run: () => void readings.read(filmId!, viewport.frame),
  }
  const save: Command = {
    id: 'save-results',
    label: commandWords.saveResults,
    group: 'reading',
    keys: [],
    enabled: enabled && films.selected?.header.format === 'dicom',
    run: () => void saveResults(),
  }
  return [
    save,
    overlay('evidence', 'e', Flame),
    overlay('gating', 'g', Layers),
    planes,
    shutter,
    ...opinions.map(opinion),
    read,
  ]
}
