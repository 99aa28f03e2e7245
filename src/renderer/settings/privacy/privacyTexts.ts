import type { ClearableKind, DataKind } from '#shared/privacy.ts'
import type { LogLevel } from '#shared/settings.ts'
import type { Translation } from '#renderer/language.ts'
import { group } from '#renderer/scan/scanTexts.ts'

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

/** The words of the Privacy panel. */
export const privacyTexts = {
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
export type PrivacyTexts = typeof privacyTexts

export const privacyTextsGerman: Translation<PrivacyTexts> = {
  title: 'Datenschutz',
  lead: (size) =>
    `Alles, was das Programm behält, liegt in einem Ordner auf dem Rechner, auf dem es läuft, zusammen ${size}, für andere Benutzer verschlossen:`,
  looking: 'Es wird zusammengezählt, was da ist…',
  columns: { kind: 'Was', where: 'Wo', files: 'Dateien', size: 'Größe', clear: 'Löschen' },
  kinds: {
    library: {
      title: 'Bibliothek',
      text: 'Die Liste mit Dateipfaden und dem, was die Kopfdaten sagen, Befundungen, Beurteilungen und Messungen. Nicht die Aufnahmen.',
    },
    thumbnails: {
      title: 'Vorschaubilder',
      text: 'Kleine Bilder beschrifteter Aufnahmen, an denen Kopien erkannt werden, und die der Liste im Arbeitsspeicher.',
    },
    filmCache: {
      title: 'Vorbereitete Aufnahmen',
      text: 'Trainingsaufnahmen, auf die Größe des Netzes verkleinert, und was sein Stamm darin sieht, damit das nächste Training sofort beginnt. Nach dem Inhalt benannt, ohne Patientendaten.',
    },
    runs: {
      title: 'Trainingsläufe',
      text: 'Verlauf und Einstellungen jedes Trainings, mit den Pfaden seiner Aufnahmen, und was dazu dient, eines fortzusetzen.',
    },
    scans: {
      title: 'Durchsichten',
      text: 'Die Tabellen früherer Durchsichten: Dateipfade, Befundungen, Daten, und Patientenkennungen, wo sie verlangt waren.',
    },
    models: {
      title: 'Modelle',
      text: 'Was hier gelernt oder importiert wurde. Die Aufteilung eines Modells nennt die Dateien, mit denen es trainiert wurde.',
    },
    logs: {
      title: 'Protokoll',
      text: 'Was das Programm tat und was misslang, höchstens 2 MB. Kein Name, kein Pfad, kein Text aus einer Datei.',
    },
    settings: {
      title: 'Einstellungen',
      text: 'Was auf diesen Seiten gewählt ist, und Einstellungen, die beiseitegelegt wurden.',
    },
    inbox: {
      title: 'Vom Browser übergeben',
      text: 'Kopien von Aufnahmen, die ohne Pfad geöffnet wurden. Sie verschwinden, wenn das Programm endet.',
    },
    other: {
      title: 'Anderes',
      text: 'Was hier zur Installation gehört: Laufzeiten von Rechenwerken, die Daten des Fensters selbst.',
    },
  },
  none: 'nichts',
  files: (count) => group(count),
  clear: 'Löschen…',
  clearOf: (title) => `Löschen: ${title}`,
  cleared: (title) => `${title}: gelöscht.`,
  confirm: (title, size) => `„${title}“ löschen (${size})?`,
  lost: {
    library:
      'Die Liste, alle Befundungen, Beurteilungen und Messungen werden endgültig gelöscht, und offene Aufnahmen werden geschlossen. Die Dateien der Aufnahmen bleiben.',
    thumbnails:
      'Sie werden neu gemacht, wenn sie gebraucht werden; das Durchsehen eines Ordners beschrifteter Aufnahmen dauert einmal länger.',
    filmCache: 'Sie werden neu gemacht, wenn sie gebraucht werden; das nächste Training beginnt später.',
    runs: 'Der Verlauf aller beendeten Trainings wird gelöscht, und eines, das angehalten oder abgebrochen wurde, lässt sich nicht mehr fortsetzen. Modelle, die daraus wurden, bleiben.',
    scans:
      'Die Tabellen aller beendeten Durchsichten werden gelöscht, und eine unfertige lässt sich nicht mehr fortsetzen. Berichte, die anderswo geschrieben wurden, bleiben. Verschlüsselte Patientenkennungen werden nicht mehr dieselben sein wie in früheren Berichten.',
    models:
      'Alle Modelle, die hier trainiert oder importiert wurden, werden endgültig gelöscht; das mitgelieferte befundet. Exportieren Sie, was Sie zurückhaben wollen könnten.',
    logs: 'Wenn etwas schiefging, kann niemand mehr nachsehen, was es war.',
    settings: 'Alles ist, wie es ausgeliefert wurde, auch die Sprache.',
  },
  keep: 'Behalten',
  now: 'Endgültig löschen',
  log: 'Was das Protokoll enthält',
  levels: { all: 'Was geschieht und was misslingt', problems: 'Nur was misslingt', nothing: 'Nichts' },
  never: {
    title: 'Was nie behalten und nie getan wird',
    list: [
      'Nichts wird irgendwohin gesendet: Das Programm stellt keine Verbindung zu einem anderen Rechner her und fragt nach keiner neuen Fassung. Nur das Einrichten einer Laufzeit holt Pakete, wenn Sie es verlangen.',
      'Die Dateien Ihrer Aufnahmen werden nie geändert, verschoben oder kopiert; ausgenommen sind Aufnahmen, die ein Browser übergibt, und diese Kopien verschwinden, wenn das Programm endet.',
      'Im privaten Betrieb wird nichts von dem behalten, was Sie öffnen: keine Liste, keine Befundung, keine Beurteilung, keine Messung.',
      'Das Protokoll enthält keine Patientendaten, keinen Pfad und keinen Text aus einer Datei; von einem Fehler bleiben seine Art und seine Stelle im Programm.',
      'Ein exportiertes Modell nennt keine Aufnahme, keinen Ordner und keine Spalte Ihrer Daten; sein Name, wenn Sie ihm einen gaben, und die Namen der Klassen gehen mit.',
    ],
  },
}
