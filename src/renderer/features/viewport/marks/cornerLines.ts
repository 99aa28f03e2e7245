import type { Film } from '#shared/film.ts'
import { texts } from '#renderer/texts.ts'

/** YYYYMMDD as YYYY-MM-DD; nothing for the zeros that stand for an unknown date; anything else as it is. */
export function showDate(date: string | undefined): string | undefined {
  return date?.replace(/^0+$/, '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}

/** DICOM's person name (family^given^…) as people write it. */
export function showName(name: string | undefined): string | undefined {
  if (!name) return undefined
  const [family, given, middle] = name.split('=')[0]!.split('^')
  const first = [given, middle].filter(Boolean).join(' ')
  return [family, first].filter(Boolean).join(', ') || undefined
}

const present = (parts: (string | undefined)[], separator = ' · ') => parts.filter(Boolean).join(separator)

/**
 * Who: the upper left corner. The file's name where it names nobody; `hiddenName` and nothing else where names are
 * hidden.
 */
export function patientLines({ name, sample, header }: Film, hiddenName?: string): string[] {
  if (hiddenName !== undefined) return [hiddenName, sample ? texts.film.sampleFilm : ''].filter(Boolean)
  return [
    showName(header.patientName) ?? name,
    present([header.patientId, showDate(header.patientBirthDate), header.patientSex]),
    sample ? texts.film.sampleFilm : '',
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
    header.frames > 1 ? texts.film.frame(frame + 1, header.frames) : '',
    `${header.columns} × ${header.rows} · ${header.bitsStored} bit`,
    header.lossy ? texts.film.lossy : '',
    texts.spacing[header.spacing.calibration],
  ].filter(Boolean)
}
