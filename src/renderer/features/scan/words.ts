import { spokenLanguage } from '#renderer/base/language/language.ts'
/** The words of the Scan page. */
export const scanTexts = {
  title: 'Scan',
  past: 'Scans',
  fresh: 'New scan',
  none: 'No folder has been scanned yet.',
  lead: 'Reads every film of a folder and its sub folders, and makes a table of them that can be saved as CSV.',
  folder: 'Folder on the machine where FractureGuard runs',
  folderPlaceholder: '/path/to/folder',
  choose: 'Choose…',
  model: 'Model',
  activeModel: (name: string) => `${name} (active)`,
  filters: 'Only some files',
  glob: 'Names like',
  globHint: 'such as *.dcm, or 2024/** for a sub folder',
  modalities: 'Modalities',
  modalitiesHint: 'such as DX CR; empty for all',
  newer: 'Changed after',
  patientId: 'Patient ids',
  patientIds: { omit: 'Leave out', hash: 'Hash', keep: 'Keep' },
  start: 'Scan folder',
  states: {
    running: 'Running',
    unfinished: 'Not finished',
    complete: 'Finished',
    cancelling: 'Stopping',
    queued: 'Waiting for other work',
  },
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel and forget',
  forget: 'Forget',
  counted: (done: number, total: number) =>
    total > 0 ? `${group(done)} of ${group(total)} files` : `${group(done)} files`,
  rate: (films: number) => `${films.toFixed(1)} films/s`,
  left: (seconds: number) => `about ${duration(seconds)} left`,
  took: (seconds: number) => `took ${duration(seconds)}`,
  notRead: 'Not read',
  filtered: (files: number) => `${group(files)} left out by the filters`,
  elsewhere: 'The rows of this scan are in its report:',
  filter: { all: 'All', error: 'Not read' },
  search: 'Find in paths',
  columns: {
    file: 'File',
    frame: 'Frame',
    verdict: 'Verdict',
    probability: 'P',
    teacher: 'Teacher',
    student: 'Student',
    part: 'Part',
    view: 'View',
    date: 'Date',
    error: 'Error',
  },
  rows: (rows: number) => (rows === 1 ? '1 row' : `${group(rows)} rows`),
  noRows: 'No row is like this.',
  open: (file: string) => `Open ${file} in the reading room`,
  save: 'Save as…',
  format: 'Format',
  formats: { csv: 'CSV', jsonl: 'JSON lines' },
  bom: 'For Excel (byte order mark)',
  columnsTitle: 'Columns',
  download: 'Save',
  compare: 'Compare with…',
  compareNone: 'There is no other finished scan of this folder.',
  common: (rows: number, changed: number) => `${group(rows)} films in both, ${group(changed)} with another verdict`,
  number: (value: number) => group(value),
  moment: (time: string) => new Date(time).toLocaleString('en'),
}

/** A count with its thousands apart, as the page's language does it. */
export function group(value: number): string {
  return value.toLocaleString(spokenLanguage())
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path
}
