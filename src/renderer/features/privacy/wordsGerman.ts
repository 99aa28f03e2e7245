import { group, type Translation } from '#renderer/base/language/index.ts'
import type { PrivacyWords } from './words.ts'

export const german: Translation<PrivacyWords> = {
  title: 'Datenschutz',
  lead: (size) =>
    `Alles, was das Programm behält, liegt in einem Ordner auf dem Rechner, auf dem es läuft, zusammen ${size}, für andere Benutzer verschlossen:`,
  looking: 'Es wird zusammengezählt, was da ist…',
  columns: { kind: 'Was', where: 'Wo', files: 'Dateien', size: 'Größe', clear: 'Löschen' },
  kinds: {
    library: {
      title: 'Bibliothek',
      text: 'Die Aufnahmenliste mit Dateipfaden und Kopfdaten, Befundungen, Beurteilungen, Messungen, Markierungen, Notizen und Schlüsselbilder. Nicht die Aufnahmen.',
    },
    thumbnails: {
      title: 'Vorschaubilder',
      text: 'Kleine Bilder von Aufnahmen mit bekannter Klasse, an denen Kopien erkannt werden, und die der Aufnahmenliste im Arbeitsspeicher.',
    },
    filmCache: {
      title: 'Vorbereitete Aufnahmen',
      text: 'Trainingsaufnahmen in der Eingabegröße des Netzes und was sein Stamm darin sieht, damit das nächste Training sofort beginnt; auch Modelle, die ein Arbeitsprozess eines Verbunds geholt hat. Nach dem Inhalt benannt, ohne Patientendaten.',
    },
    runs: {
      title: 'Trainingsläufe',
      text: 'Verlauf und Einstellungen jedes Trainings, mit den Pfaden seiner Aufnahmen, und was dazu dient, eines fortzusetzen.',
    },
    scans: {
      title: 'Durchgänge',
      text: 'Die Tabellen früherer Durchgänge: Dateipfade, Befundungen, Daten, und Patienten-IDs, wo sie verlangt waren.',
    },
    deidentified: {
      title: 'Exporte ohne Patientendaten',
      text: 'Tabellen der Namen, Nummern und UIDs, die ersetzt wurden, und der Schlüssel dazu. Nicht die Exporte.',
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
      title: 'Übergeben oder geholt',
      text: 'Kopien von Aufnahmen, die ohne Pfad geöffnet wurden, und aus einem PACS geholte Studien. Sie verschwinden, wenn das Programm endet.',
    },
    connections: {
      title: 'Verbindungen',
      text: 'PACS, die Sie hinzugefügt haben, mit Passwörtern und Tokens, wenn diese nicht im Schlüsselspeicher des Systems liegen.',
    },
    node: {
      title: 'Knoten',
      text: 'Aufnahmen, die andere Systeme gesendet haben („Aufnahmen empfangen“, „fractureguard node“), Ergebnisse, die noch nicht gesendet sind, und welche Aufnahmen in den letzten 30 Tagen kamen. „Aufnahmen empfangen“ behält seine Aufnahmen 7 Tage, auch im privaten Betrieb.',
    },
    other: {
      title: 'Anderes',
      text: 'Was hier zur Installation gehört: Laufzeiten von Rechenwerken, übersetzter Programmcode, die Daten des Fensters selbst.',
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
      'Die Aufnahmenliste und alle Befundungen, Beurteilungen, Messungen, Markierungen, Notizen und Schlüsselbilder werden endgültig gelöscht, und offene Aufnahmen werden geschlossen. Die Dateien der Aufnahmen bleiben.',
    thumbnails:
      'Sie werden neu gemacht, wenn sie gebraucht werden; die nächste Durchsicht von Aufnahmen mit bekannter Klasse dauert länger.',
    filmCache: 'Sie werden neu gemacht, wenn sie gebraucht werden; das nächste Training beginnt später.',
    runs: 'Der Verlauf aller beendeten Trainings wird gelöscht, und eines, das angehalten oder unterbrochen wurde, lässt sich nicht mehr fortsetzen. Modelle, die daraus wurden, bleiben.',
    scans:
      'Die Tabellen aller beendeten Durchgänge werden gelöscht, und ein unfertiger lässt sich nicht mehr fortsetzen. Berichte, die anderswo geschrieben wurden, bleiben. Gehashte Patienten-IDs werden andere sein als in früheren Berichten.',
    deidentified:
      'Niemand kann mehr sagen, von wem die Aufnahmen früherer Exporte sind. Spätere Exporte geben denselben Patienten und Aufnahmen andere Namen und UIDs.',
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
      'Nichts wird von selbst gesendet, und das Programm sucht nicht nach neuen Versionen. Nur das Einrichten einer Laufzeit lädt Pakete herunter. Aufnahmen und Ergebnisse gehen nur an PACS-Verbindungen, die Sie hinzugefügt haben: wenn Sie holen oder senden, oder solange „Aufnahmen empfangen“ an ist oder Sie „fractureguard node“ laufen lassen.',
      'Bei einem Durchgang im Verbund stehen die Pfade der Aufnahmen, die UIDs der Studien und die Urteile in dessen Datenbank, und Patienten-IDs, wo sie verlangt waren.',
      'Andere Systeme können dem Programm nur Aufnahmen senden, solange „Aufnahmen empfangen“ an ist oder Sie „fractureguard node“ oder „fractureguard serve --api“ laufen lassen: von diesem Rechner aus, und von anderen nur, wenn Sie eine Adresse nennen, die diese erreichen.',
      'Die Dateien Ihrer Aufnahmen werden nie geändert, verschoben oder kopiert; ausgenommen sind Aufnahmen, die ein Browser übergibt, und Studien aus einem PACS; diese Kopien verschwinden, wenn das Programm endet.',
      'Im privaten Betrieb wird nichts von dem behalten, was Sie öffnen: keine Aufnahmenliste, keine Befundung, keine Beurteilung, keine Messung, keine Markierung, keine Notiz. Aufnahmen, die andere senden, werden behalten, wo Sie Aufnahmen empfangen.',
      'Das Protokoll enthält keine Patientendaten, keinen Pfad und keinen Text aus einer Datei; von einem Fehler bleiben seine Art und seine Stelle im Programm.',
      'Ein exportiertes Modell nennt keine Aufnahme, keinen Ordner und keine Spalte Ihrer Daten; sein Name, wenn Sie ihm einen gaben, und die Namen der Klassen gehen mit.',
    ],
  },
}
