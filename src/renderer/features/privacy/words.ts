import type { ClearableKind, DataKind } from '#shared/privacy.ts'
import type { LogLevel } from '#shared/settings.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const kinds: Record<DataKind, { title: string; text: string }> = {
  library: {
    title: 'Library',
    text: 'The worklist with file paths and header data, readings, reviews, measurements, marks, notes and key images. Not the films.',
  },
  thumbnails: {
    title: 'Thumbnails',
    text: 'Small pictures of labelled films, used to find copies, and those of the worklist in memory.',
  },
  filmCache: {
    title: 'Prepared films',
    text: 'Training films scaled to the network’s input size, and their image features, so that the next training starts at once; also models that a fleet’s worker fetched. Named by content, without patient data.',
  },
  runs: {
    title: 'Training runs',
    text: 'Progress and settings of every training, with the paths of its films and what is needed to resume it.',
  },
  scans: {
    title: 'Scans',
    text: 'Tables of past scans: file paths, readings, dates, and patient ids if they were requested.',
  },
  deidentified: {
    title: 'Exports without patient data',
    text: 'Tables of the names, numbers and UIDs that were replaced, and the key by which they were. Not the exports.',
  },
  models: {
    title: 'Models',
    text: 'Models trained here or imported. A model’s split lists the files it was trained on.',
  },
  logs: {
    title: 'Log',
    text: 'What the program did and what failed, 2 MB at most. No names, paths or text from files.',
  },
  settings: { title: 'Settings', text: 'What is chosen on these pages, and settings that were set aside.' },
  inbox: {
    title: 'Uploaded or fetched',
    text: 'Copies of films that were opened without a path, and studies fetched from a PACS. They are deleted when the program ends.',
  },
  connections: {
    title: 'Connections',
    text: 'PACS that you added, with passwords and tokens, unless the system’s key store keeps them.',
  },
  node: {
    title: 'Node',
    text: 'Films that other systems sent (“Receive films”, “fractureguard node”), results that are not sent yet, and which films came in the last 30 days. “Receive films” keeps its films for 7 days, in private mode too.',
  },
  other: { title: 'Other', text: 'Parts of the installation: engine runtimes, compiled code, window data.' },
}

const lost: Record<ClearableKind, string> = {
  library:
    'This permanently deletes the worklist and all readings, reviews, measurements, marks, notes and key images, and closes open films. The film files stay.',
  thumbnails: 'They are made again when needed; the next check of labelled films takes longer.',
  filmCache: 'They are made again when needed; the next training takes longer to start.',
  runs: 'This deletes the records of all trainings that have ended. Paused or interrupted trainings can no longer be resumed. Models stay.',
  scans:
    'This deletes the tables of all scans that have ended. Unfinished scans can no longer be resumed. Reports saved elsewhere stay. Hashed patient ids will differ from those in earlier reports.',
  deidentified:
    'Nobody can tell any more who the films of earlier exports are of. Later exports give other names and UIDs to the same patients and films.',
  models:
    'This permanently deletes all models that were trained here or imported; the built-in model becomes active. First export what you may need.',
  logs: 'If something went wrong, its details are lost.',
  settings: 'Everything returns to its default, including the language.',
}

const levels: Record<LogLevel, string> = {
  all: 'Events and failures',
  problems: 'Failures only',
  nothing: 'Nothing',
}

const english = {
  title: 'Privacy',
  lead: (size: string) =>
    `Everything the program stores is in one folder on this machine (${size}), closed to other users:`,
  looking: 'Calculating sizes…',
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
  now: 'Clear permanently',
  log: 'Log detail',
  levels,
  never: {
    title: 'What is never stored, and never done',
    list: [
      'Nothing is sent by itself, and the program does not check for updates. Only installing a runtime downloads packages. Films and results go only to PACS connections that you added: when you fetch or send, or for as long as “Receive films” is on or you run “fractureguard node”.',
      'If you scan with a fleet, its database gets the paths of the films, study UIDs and verdicts, and patient ids if they were requested.',
      'Other systems can send films to the program only while “Receive films” is on, or while you run “fractureguard node” or “fractureguard serve --api”: from this machine, or from others too if you name an address that they can reach.',
      'Your film files are never changed, moved or copied. The only exceptions are films uploaded by a browser and studies fetched from a PACS; those copies are deleted when the program ends.',
      'In private mode, nothing you open is stored: no worklist, reading, review, measurement, mark or note. Films that others send are, where you receive films.',
      'The log has no patient data, paths or text from files; for an error it records the kind and the place in the program.',
      'An exported model contains no film, folder or column names from your data; only its own name, if you gave it one, and the class names.',
    ],
  },
}
export type PrivacyWords = typeof english

/** The words of the Privacy panel. */
export const privacyWords = defineWords({ en: english, de: german })
