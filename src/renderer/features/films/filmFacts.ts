import type { Film } from '#shared/film.ts'
import { showDate, showName } from './header.ts'
import { filmWords } from './words.ts'

const present = (parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ')

/**
 * The three lines of a film in the worklist: who, what, when. The file's name stands in where nobody is named; where
 * names are hidden, `hiddenName` stands for both.
 */
export function filmFacts(
  { name, sample, header }: Film,
  hiddenName?: string,
): { title: string; second: string; third: string } {
  const patient = hiddenName ?? showName(header.patientName) ?? header.patientId
  const what = present([header.modality, header.bodyPart, header.view])
  const when = present([
    showDate(header.studyDate),
    header.frames > 1 ? filmWords.frames(header.frames) : undefined,
    sample ? filmWords.sample : undefined,
  ])
  const size = `${header.format.toUpperCase()} · ${header.columns} × ${header.rows}`
  const second = patient && !hiddenName ? what || name : what
  return { title: patient ?? name, second, third: when || size }
}
