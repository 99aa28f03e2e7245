import type { Film } from '#shared/film.ts'
import { frameSpacing } from '#shared/frameSpacing.ts'
import { showDate, showName } from '#renderer/features/films/index.ts'
import { viewportWords } from '../words/viewport.ts'

const present = (parts: (string | undefined)[], separator = ' · ') => parts.filter(Boolean).join(separator)

/**
 * Who: the upper left corner. The file's name where it names nobody; `hiddenName` and nothing else where names are
 * hidden.
 */
export function patientLines({ name, sample, header }: Film, hiddenName?: string): string[] {
  if (hiddenName !== undefined) return [hiddenName, sample ? viewportWords.sampleFilm : ''].filter(Boolean)
  return [
    showName(header.patientName) ?? name,
    present([header.patientId, showDate(header.patientBirthDate), header.patientSex]),
    sample ? viewportWords.sampleFilm : '',
  ].filter(Boolean)
}

/** What and when: the upper right corner. */
export function studyLines({ header }: Film): string[] {
  return [
    present([header.studyDescription]),
    present([header.seriesDescription]),
    present([header.modality, header.bodyPart, header.view, header.laterality]),
    present([showDate(header.studyDate)]),
  ].filter(Boolean)
}

/** What a reader must know of the picture's worth: the lower right corner. */
export function qualityLines({ header }: Film, frame: number): string[] {
  return [
    header.frames > 1 ? viewportWords.frame(frame + 1, header.frames) : '',
    `${header.columns} × ${header.rows} · ${header.bitsStored} bit`,
    header.lossy ? viewportWords.lossy : '',
    viewportWords.spacing[frameSpacing(header, frame).calibration],
  ].filter(Boolean)
}
