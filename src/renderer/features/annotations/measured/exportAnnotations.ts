import { saveFile } from '#renderer/base/widgets/index.ts'
import { useFilmsStore, useFramesStore } from '#renderer/features/films/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'
import { useAnnotationsStore } from '../state/annotations.ts'
import { annotationCsv, annotationData } from './annotationData.ts'

/** Saves what was drawn on the selected film, on all its frames, as a file. Names are left out where they are hidden. */
export async function exportAnnotations(format: 'json' | 'csv'): Promise<void> {
  const [films, frames, settings] = [useFilmsStore(), useFramesStore(), useSettingsStore()]
  const film = films.selected
  if (!film) return
  const withUid = !settings.anonymous
  const drawn = useAnnotationsStore().all(film.filmId)
  const numbers = [...new Set(drawn.map(({ frame }) => frame))]
  const loaded = await Promise.all(
    numbers.map(async (frame) => [frame, await frames.load(film.filmId, frame).catch(() => undefined)] as const),
  )
  const values = new Map(loaded.flatMap(([frame, grey]) => (grey ? [[frame, grey] as const] : [])))
  const data = annotationData(film, drawn, values, withUid)
  const text = format === 'json' ? JSON.stringify(data, undefined, 2) : annotationCsv(data)
  saveFile(
    new Blob([text], { type: format === 'json' ? 'application/json' : 'text/csv' }),
    `film-annotations.${format}`,
  )
}
