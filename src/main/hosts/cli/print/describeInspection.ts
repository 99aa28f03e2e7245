import type { GroupReason, Inspection } from '#shared/dataset.ts'
import { describeMarks } from './describeMarks.ts'
import { count, shown } from './lists.ts'
import { table } from './output.ts'

/** Of one film only so many copies are shown; `--json` has all of them. */
const mostCopies = 4

const reasonWords: Record<GroupReason, string> = {
  content: 'the same file',
  near: 'near duplicates',
  patient: 'one patient',
  study: 'one study',
  name: 'one original by the file name',
}
const fromWords: Record<Inspection['split']['from'], string> = {
  data: 'as the films came',
  file: 'from the split file',
  made: 'as a training would make it',
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`)

/** An inspection for a person. */
export function describeInspection(inspection: Inspection): string[] {
  return [
    ...described(blank(inspection)),
    ...described(classes(inspection)),
    ...described(sizes(inspection)),
    ...described(notRead(inspection)),
    ...described(duplicates(inspection)),
    ...described(groups(inspection)),
    ...described(split(inspection)),
    ...described(describeMarks(inspection)),
  ]
}

function described(lines: readonly string[]): string[] {
  return lines.length > 0 ? [...lines, ''] : []
}

function classes(inspection: Inspection): string[] {
  const { classNames, counts, films, balance, outsideClasses, outsideFolder, corrected } = inspection
  const rows = classNames.map((name, label) => [name, String(counts[label]), percent(counts[label], films)])
  return [
    ...table([['CLASS', 'FILMS', 'SHARE'], ...rows], [1, 2]),
    `${count(films, 'film')}; ${balance.toFixed(2)} of the smallest class for one of the largest.`,
    ...(outsideClasses > 0
      ? [`${count(outsideClasses, 'file lies', 'files lie')} in no class folder and were left alone.`]
      : []),
    ...(corrected !== undefined ? [`${count(corrected, 'label was', 'labels were')} corrected.`] : []),
    ...(outsideFolder > 0
      ? [`${count(outsideFolder, 'file')} of the manifest ${outsideFolder === 1 ? 'lies' : 'lie'} outside its folder.`]
      : []),
  ]
}

function sizes({ sizes: { formats, rows, columns, multiFrame } }: Inspection): string[] {
  const named = Object.entries(formats).map(([format, number]) => `${number} ${format.toUpperCase()}`)
  const span = ({ least, median, most }: typeof rows): string => `${least} to ${most} (median ${median})`
  return [
    `${named.join(', ') || 'no films'}; columns ${span(columns)}, rows ${span(rows)}.`,
    ...(multiFrame > 0
      ? [`${count(multiFrame, 'film has', 'films have')} more than one frame; the first one is used.`]
      : []),
  ]
}

/** Said first: with such films, no other figure is worth its line. */
function blank({ blank: files = [] }: Inspection): string[] {
  if (files.length === 0) return []
  return [
    `${count(files.length, 'film shows', 'films show')} one grey all over, such as black; leave ${files.length === 1 ? 'it' : 'them'} out or export ${files.length === 1 ? 'it' : 'them'} again:`,
    ...shown(files),
  ]
}

function notRead({ unreadable }: Inspection): string[] {
  if (unreadable.length === 0) return ['All files can be read.']
  return [
    `${count(unreadable.length, 'file')} cannot be read and would be left out:`,
    ...shown(unreadable.map(({ file, problem }) => `${file}: ${problem.message}`)),
  ]
}

function duplicates({ exactDuplicates, nearDuplicates, contradictions, classNames }: Inspection): string[] {
  const list = (title: string, sets: readonly { files: string[] }[]): string[] =>
    sets.length === 0
      ? [`${title}: none.`]
      : [
          `${title}: ${count(sets.length, 'film is', 'films are')} there more than once`,
          ...shown(sets.map(({ files }) => copies(files))),
        ]
  const conflicts = contradictions.map(({ files, labels }) =>
    copies(files.map((file, i) => `${file} (${classNames[labels[i]]})`)),
  )
  return [
    ...list('Exact duplicates', exactDuplicates),
    ...list('Near duplicates', nearDuplicates),
    ...(conflicts.length > 0
      ? [
          `The same film under two labels: ${count(conflicts.length, 'film')}; find out which one is right`,
          ...shown(conflicts),
        ]
      : []),
  ]
}

function groups({ groups: { count: number, largest, reasons } }: Inspection): string[] {
  const tied = Object.entries(reasons).filter(([, { groups }]) => groups > 0)
  const named = tied.map(
    ([reason, { groups, films }]) =>
      `  ${reasonWords[reason as GroupReason]}: ${count(films, 'film')} in ${count(groups, 'group')}`,
  )
  return [`${count(number, 'group')} that a split keeps together, the largest of ${count(largest, 'film')}.`, ...named]
}

function split({ split: { from, parts, leak, leaks, written }, classNames }: Inspection): string[] {
  const rows = parts.map((part) => [part.part, String(part.films), String(part.groups), ...part.counts.map(String)])
  const found = leaks.map(
    ({ reason, files, parts }) => `${reasonWords[reason]}: ${copies(files.map((file, i) => `${file} (${parts[i]})`))}`,
  )
  return [
    `Split, ${fromWords[from]}:`,
    ...table(
      [['PART', 'FILMS', 'GROUPS', ...classNames.map((name) => name.toUpperCase())], ...rows],
      [1, 2, ...classNames.map((_, i) => i + 3)],
    ),
    ...(written ? ['It was written to the split file.'] : []),
    ...(leak
      ? [
          `It leaks: ${count(leaks.length, 'tie')} between parts. Figures on the hold-out would be too good; a training refuses it.`,
          ...shown(found),
        ]
      : []),
  ]
}

function copies(files: readonly string[]): string {
  const more = files.length - mostCopies
  return files.slice(0, mostCopies).join('  =  ') + (more > 0 ? `  =  ${more} more` : '')
}
