import { Aperture, Crosshair, Flame, Layers, ScanSearch, SquareStack, Star } from '@lucide/vue'
import { answers, type Answer } from '#shared/mark.ts'
import { saveResults, useDrawings } from '#renderer/features/documents/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { answerKeys, markingWords, useMarkingStore, useMarkToolStore } from '#renderer/features/marking/index.ts'
import { keyImageKey, noteWords, useNotesStore } from '#renderer/features/notes/index.ts'
import { readingWords, useFindingsStore, useOverlaysStore, useReadingsStore } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import type { Command } from './command.ts'
import { commandWords } from './words.ts'

/** Of a reading, its overlays, and what one thinks of it. */
export function readingCommands(shown: boolean): Command[] {
  const films = useFilmsStore()
  const findings = useFindingsStore()
  const marking = useMarkingStore()
  const markTool = useMarkToolStore()
  const notes = useNotesStore()
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
    keys: ['mod+shift+s'],
    // Few films have one: the toolbar has a button for those alone.
    ...(viewport.hasShutter ? { icon: Aperture } : {}),
    pressed: shown && viewport.shuttered,
    enabled: shown && viewport.hasShutter,
    run: viewport.toggleShutter,
  }
  const { selectedId: filmId } = films
  const answer = (said: Answer): Command => ({
    id: `answer-${said}`,
    label: commandWords.answer[said],
    group: 'reading',
    keys: [answerKeys[said]],
    pressed: shown && marking.answerOf(filmId!, viewport.frame) === said,
    enabled: shown,
    run: () => markTool.answer(said),
  })
  const mark: Command = {
    id: 'mark-fracture',
    label: markingWords.tool,
    group: 'reading',
    keys: ['q'],
    icon: Crosshair,
    pressed: markTool.inHand,
    enabled: shown,
    run: markTool.toggle,
  }
  const isKey = shown && notes.of(filmId!, viewport.frame).key
  const keyImage: Command = {
    id: 'key-image',
    label: noteWords.toggle,
    group: 'reading',
    keys: [keyImageKey],
    icon: Star,
    pressed: isKey,
    enabled: shown && !notes.isHidden(filmId!, viewport.frame),
    run: () => notes.setKey(filmId!, viewport.frame, !isKey),
  }
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
  const count = findings.of(filmId, viewport.frame)?.length ?? 0
  const finding = (id: string, label: string, key: string, run: () => void): Command => ({
    id,
    label,
    group: 'reading',
    keys: [key],
    enabled: enabled && count > 0,
    run,
  })
  const ofFindings: Command[] = [
    {
      ...finding('toggle-findings', readingWords.findings.toggle, 'z', findings.toggle),
      icon: ScanSearch,
      pressed: findings.visible,
    },
    { ...finding('next-finding', readingWords.findings.next, 'n', () => findings.step(1)), repeats: true },
    { ...finding('previous-finding', readingWords.findings.previous, 'p', () => findings.step(-1)), repeats: true },
  ]
  return [
    save,
    ...ofFindings,
    overlay('evidence', 'e', Flame),
    overlay('gating', 'g', Layers),
    planes,
    shutter,
    ...answers.map(answer),
    mark,
    keyImage,
    read,
  ]
}
