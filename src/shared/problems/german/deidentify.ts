import type { deidentifyProblems, Sayings } from '#shared/problems/index.ts'

export const deidentifyGerman: Sayings<typeof deidentifyProblems> = {
  'deidentify-no-film':
    'Die Datei enthält keine Aufnahme. Berichte, Darstellungszustände und Dokumente können überall Namen enthalten und werden nicht exportiert; exportieren Sie die Aufnahmen, deren Ergebnisse neu entstehen.',
  'deidentify-overlay-in-pixels':
    'In den komprimierten Bildpunkten dieser Aufnahme liegt eine Überlagerung, die sich so nicht entfernen lässt; geben Sie mindestens ein Feld zum Schwärzen an, dann wird die Aufnahme unkomprimiert geschrieben.',
  'deidentify-name-in-pixels':
    'Ein Name aus dieser Datei steht in ihren komprimierten Bilddaten; geben Sie mindestens ein Feld zum Schwärzen an, dann wird die Aufnahme unkomprimiert geschrieben.',
  'deidentify-box-outside':
    'Ein Feld zum Schwärzen liegt außerhalb dieser Aufnahme; geben Sie seine Lage in Bildpunkten dieser Aufnahme an.',
  'deidentify-box-unmatched': ({ count }) =>
    count === 1
      ? 'Ein Feld gehört zu einer Datei, die nicht unter den Aufnahmen ist; prüfen Sie die Namen in der Tabelle der Felder.'
      : `Die Dateien zu ${count} Feldern sind nicht unter den Aufnahmen; prüfen Sie die Namen in der Tabelle der Felder.`,
  'deidentify-boxes-unreadable': ({ line }) =>
    `Zeile ${line} der Tabelle der Felder ist falsch; welche Spalten sie braucht, sagt „fractureguard deidentify --help“.`,
  'deidentify-text-without-boxes':
    'Aufnahmen lassen sich nur als frei von Text bezeichnen, wenn Text geschwärzt wurde; geben Sie Felder an, oder lassen Sie die Bestätigung weg.',
  'deidentify-picture-deep':
    'Die Werte dieses Bildes haben ein Vorzeichen oder sind keine ganzen Zahlen mit 8 oder 16 Bit, was das exportierte PNG nicht fasst; wandeln Sie es vorher um.',
  'deidentify-too-large':
    'Unkomprimiert wäre diese Aufnahme größer als 1 GiB; exportieren Sie sie ohne Felder zum Schwärzen.',
  'deidentify-folder-used': 'Im Ordner des Exports liegt schon etwas; wählen Sie einen neuen oder einen leeren.',
  'deidentify-folder-unwritable':
    'Der Export lässt sich dort nicht schreiben; prüfen Sie, ob es den Ordner darüber gibt und ob Sie hineinschreiben dürfen.',
  'deidentify-folder-among-films':
    'Der Export läge unter den Aufnahmen, die exportiert werden; wählen Sie einen Ordner außerhalb.',
  'deidentify-disk-full':
    'Der Datenträger des Exports ist voll; es wurde nichts exportiert. Schaffen Sie Platz und versuchen Sie es noch einmal.',
  'deidentify-replaced-in-export':
    'Die Tabelle der Ersetzungen nennt die Patienten und darf deshalb nicht im Ordner des Exports liegen; wählen Sie einen anderen Ort.',
  'deidentify-nothing': ({ count }) =>
    count === 0
      ? 'Es fand sich keine Aufnahme, also gibt es keinen Export.'
      : count === 1
        ? 'Die eine Datei ließ sich nicht exportieren, also gibt es keinen Export; sehen Sie sich den Grund an.'
        : `Keine der ${count} Dateien ließ sich exportieren, also gibt es keinen Export; sehen Sie sich die Gründe an.`,
  'deidentify-key-damaged':
    'Der Schlüssel für die De-Identifizierung im Ordner für die Daten ist beschädigt. Stellen Sie ihn aus einer Kopie wieder her, oder löschen Sie die Datei deidentification.key: Dann sind neue Namen und UIDs andere als in früheren Exporten.',
}
