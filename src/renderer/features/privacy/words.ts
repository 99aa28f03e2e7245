import type { ClearableKind, DataKind } from '#shared/privacy.ts'
import type { LogLevel } from '#shared/settings.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const kinds: Record<DataKind, { title: string; text: string }> = {
  library: {
    title: 'Library',
    text: 'The worklist with file paths and what the headers say, readings, reviews and measurements. Not the films.',
  },
  thumbnails: {
    title: 'Thumbnails',
    text: 'Small pictures of labelled films, by which copies are found, and those of the worklist in memory.',
  },
  filmCache: {
    title: 'Prepared films',
    text: 'Training films shrunken to the network’s size and what its trunk sees in them, so that the next training begins at once. Named by content, without patient data.',
  },
  runs: {
    title: 'Training runs',
    text: 'Course and settings of every training, with the paths of its films, and what serves to go on with one.',
  },
  scans: {
    title: 'Scans',
    text: 'The tables of past scans: file paths, readings, dates, and patient ids where they were asked for.',
  },
  models: {
    title: 'Models',
    text: 'What was learned here or imported. A model’s split names the files that it was trained on.',
  },
  logs: {
    title: 'Log',
    text: 'What the program did and what failed, 2 MB at most. No name, path or message from a file.',
  },
  settings: { title: 'Settings', text: 'What is chosen on these pages, and settings that were set aside.' },
  inbox: {
    title: 'Handed over by the browser',
    text: 'Copies of films that were opened without a path. They go when the program ends.',
  },
  other: { title: 'Other', text: 'What belongs to the installation here: runtimes of engines, the window’s own data.' },
}

const lost: Record<ClearableKind, string> = {
  library:
    'The worklist, all readings, reviews and measurements are deleted for good, and open films are closed. The films’ files stay.',
  thumbnails: 'They are made again when they are needed; looking through a folder of labelled films takes longer once.',
  filmCache: 'They are made again when they are needed; the next training takes longer to begin.',
  runs: 'The course of all trainings that have ended is deleted, and one that was paused or broken off can no longer be gone on with. Models that came of them stay.',
  scans:
    'The tables of all scans that have ended are deleted, and an unfinished one can no longer be gone on with. Reports that were written elsewhere stay. Hashes of patient ids will no longer be the same as in earlier reports.',
  models:
    'All models that were trained here or imported are deleted for good; the one that came with the program reads. Export what you may want back.',
  logs: 'If something has gone wrong, nobody can look up what it was.',
  settings: 'Everything is as it came, the language included.',
}

const levels: Record<LogLevel, string> = {
  all: 'What happens and what fails',
  problems: 'Only what fails',
  nothing: 'Nothing',
}

const english = {
  title: 'Privacy',
  lead: (size: string) =>
    `All that the program keeps lies in one folder on the machine where it runs, ${size} in all, closed to other users of it:`,
  looking: 'Adding up what is there…',
  columns: { kind: 'What', where: 'Where', files: 'Files', size: 'Size', clear: 'Clear' },
  kinds,
  none: 'nothing',
  files: (count: number) => group(count),
  clear: 'Clear…',
  clearOf: (title: string) => `Clear: ${title}`,
  cleared: (title: string) => `${title}: cleared.`,
  confirm: (title: string, size: string) => `Clear “${title}” (${size})?`,
  lost,
  keep: 'Keep',
  now: 'Clear for good',
  log: 'What the log holds',
  levels,
  never: {
    title: 'What is never kept, and never done',
    list: [
      'Nothing is sent anywhere: the program makes no connection to another machine, and asks for no update. Only installing a runtime fetches packages, when you ask for it.',
      'Your films’ files are never changed, moved or copied; the one exception are films that a browser hands over, and those copies go when the program ends.',
      'In private mode nothing is kept of what you open: no worklist, no reading, no review, no measurement.',
      'The log has no patient data, no path and no text from a file; an error leaves its kind and its place in the program.',
      'An exported model names no film, no folder and no column of your data; its name, if you gave it one, and the names of the classes go along.',
    ],
  },
}
export type PrivacyWords = typeof english

/** The words of the Privacy panel. */
export const privacyWords = defineWords({ en: english, de: german })
