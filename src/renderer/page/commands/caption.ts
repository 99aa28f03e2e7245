import { moment } from '#renderer/base/language/index.ts'
import { widgetWords } from '#renderer/base/widgets/index.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { pictureCaption, useOverlaysStore, useReadingsStore } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { commandWords } from './words.ts'

/**
 * What a picture or a print of the selected film must say wherever it goes: the verdict and the model that gave it, or
 * that there is none, and that this is no medical device. Nothing of the patient.
 */
export function captionLines(): string[] {
  const films = useFilmsStore()
  const viewport = useViewportStore()
  const state = useReadingsStore().stateOf(films.selectedId ?? '', viewport.frame)
  if (state.kind !== 'done') return [commandWords.captionUnread, widgetWords.notice]
  const { model, engine } = state.reading
  const lines = pictureCaption(state.reading, useOverlaysStore().evidence.visible)
  const by = commandWords.captionModel(model.name, model.id, engine, moment(new Date().toISOString()))
  return [...lines.slice(0, -1), by, ...lines.slice(-1)]
}
