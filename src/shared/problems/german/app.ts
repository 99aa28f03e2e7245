import type { appProblems, Sayings } from '#shared/problems/index.ts'

export const appGerman: Sayings<typeof appProblems> = {
  unexpected: 'Im Programm ist etwas Unerwartetes schiefgegangen; Einzelheiten stehen in seinem Protokoll.',
  'request-not-understood': 'Das Programm wurde um etwas gebeten, das es nicht versteht; prüfen Sie Ihre Angaben.',

  // opening
  'disk-full': 'Der Datenträger ist voll; schaffen Sie Platz, und versuchen Sie es noch einmal.',
  'disk-read-only': 'Dieser Ort lässt sich nur lesen; geben Sie ihn zum Schreiben frei, oder wählen Sie einen anderen.',
  'path-gone':
    'Eine Datei oder ein Ordner, der gebraucht wird, ist nicht mehr da; stellen Sie ihn wieder her, oder starten Sie das Programm neu, und versuchen Sie es noch einmal.',
  'path-denied':
    'Eine Datei oder ein Ordner, der gebraucht wird, ist dem Programm verschlossen; geben Sie ihn frei, und versuchen Sie es noch einmal.',
  'device-failed':
    'Der Datenträger antwortet mit einem Fehler. Prüfen Sie ihn und seine Verbindung, und versuchen Sie es noch einmal.',
  'path-missing': 'Diese Datei oder diesen Ordner gibt es nicht; prüfen Sie die Schreibweise.',
  'path-of-file-missing': 'Diese Datei gibt es nicht; prüfen Sie die Schreibweise.',
  'path-of-folder-missing': 'Dieser Ordner ist nicht da; prüfen Sie die Schreibweise.',
  'path-not-readable': 'Das lässt sich nicht lesen; prüfen Sie, ob Sie es öffnen dürfen.',
  'path-no-folder': 'Das ist kein Ordner; wählen Sie einen.',
  'path-outside-roots':
    'Das liegt außerhalb der Ordner, die die Seite erreichen darf. Wählen Sie einen Ordner darin, oder starten Sie das Programm neu mit --root ORDNER (npm start -- --root ORDNER).',
  'root-missing': ({ folder }) =>
    `Den Ordner „${folder}“, den --root nennt, gibt es nicht, oder er lässt sich nicht öffnen; prüfen Sie die Schreibweise und ob Sie ihn öffnen dürfen.`,
  'path-no-utf8':
    'Der Name dieser Datei oder ihres Ordners ist nicht in UTF-8, darum lässt sie sich damit nicht öffnen; benennen Sie sie um und versuchen Sie es noch einmal.',
  'path-of-something-else': 'Das ist weder eine Datei noch ein Ordner.',
  'folder-empty': 'In diesem Ordner liegt keine Datei; wählen Sie einen anderen.',
  'collection-empty': 'In dieser Sammlung von Dateien ist keine Aufnahme.',
  'archived-film-gone': 'Diese Aufnahme gibt es in dem Archiv nicht mehr.',
  'film-not-open': 'Diese Aufnahme ist nicht mehr geöffnet; öffnen Sie ihre Datei noch einmal.',
  'film-replaced':
    'Hier liegt jetzt eine andere Datei, als geöffnet wurde; öffnen Sie sie noch einmal, um zu sehen, was darin ist.',
  'film-file-gone':
    'Die Datei der Aufnahme lässt sich nicht mehr lesen; vielleicht wurde sie verschoben oder gelöscht.',
  'path-no-regular-file': 'Das ist keine Datei; wählen Sie eine, die auf einem Datenträger liegt.',
  'named-file-too-large': 'Diese Datei ist größer, als eine solche sein kann; wählen Sie eine andere.',
  'drive-silent': 'Der Datenträger oder das Netzlaufwerk antwortet nicht; versuchen Sie es später noch einmal.',
  'upload-out-of-order': 'Die Teile dieser Datei kamen nicht der Reihe nach; übergeben Sie sie noch einmal.',
  'upload-incomplete': 'Diese Datei kam nicht ganz an; übergeben Sie sie noch einmal.',
  'upload-gone': 'Was von dieser Datei übergeben wurde, ist nicht mehr da; öffnen Sie sie noch einmal.',
  'upload-too-large': 'Diese Datei ist zum Übergeben zu groß (höchstens 512 MiB); öffnen Sie sie über ihren Pfad.',
  'upload-disk-full': 'Der Datenträger ist voll; schaffen Sie Platz, und öffnen Sie die Datei noch einmal.',

  // what the program keeps
  'home-not-writable':
    'In den Ordner für die Daten des Programms lässt sich nicht schreiben; geben Sie ihn frei, oder nennen Sie mit FRACTUREGUARD_HOME einen anderen.',
  'home-of-something-else':
    'Im Ordner für die Daten des Programms liegt etwas anderes, das so bleibt, wie es ist. Nennen Sie mit FRACTUREGUARD_HOME einen leeren Ordner oder einen, den es noch nicht gibt.',
  'keeping-disk-full':
    'Der Datenträger mit den Daten des Programms ist voll. Aufnahmen werden gezeigt und befundet, aber Neues wird nicht aufgehoben, bis Platz ist: Befundungen, Beurteilungen, Einstellungen, das Protokoll.',
  'keeping-read-only':
    'Der Ordner der Daten des Programms lässt sich nur lesen. Aufnahmen werden gezeigt und befundet, aber nichts wird aufgehoben: Befundungen, Beurteilungen, Einstellungen, das Protokoll.',
  'cache-not-kept':
    'Was an Aufnahmen berechnet wurde, ließ sich nicht aufheben, weil der Datenträger voll oder nur lesbar ist; es wird noch einmal berechnet.',
  'library-not-openable':
    'Die Bibliothek des Programms lässt sich nicht öffnen; geben Sie den Ordner mit seinen Daten frei, und starten Sie neu.',
  'library-not-kept':
    'Dies lässt sich nicht aufheben: Der Ordner der Daten des Programms ist voll oder nur lesbar. Schaffen Sie Platz oder geben Sie ihn frei, und starten Sie das Programm noch einmal.',
  'library-gone':
    'Dies lässt sich nicht aufheben: Der Ordner der Daten des Programms ist nicht mehr da. Starten Sie das Programm noch einmal.',
  'annotations-changed':
    'Ein anderes Fenster hat geändert, was auf dieser Aufnahme gemessen ist; gezeigt wird nun, was aufgehoben ist. Zeichnen Sie neu, was fehlt.',
  'note-changed': 'Auch ein anderes Fenster hat die Notiz zu dieser Aufnahme geändert; nun stehen beide Texte darin.',
  'library-newer':
    'Die Bibliothek stammt von einer neueren Version des Programms; benutzen Sie diese Version oder einen anderen Ordner für die Daten.',
  'library-damaged': ({ name }) =>
    `Die Bibliothek war beschädigt. Sie liegt nun als „${name}“ im Ordner der Daten des Programms, und eine neue ist begonnen: Öffnen Sie Ihre Aufnahmen noch einmal.`,
  'library-rows-damaged':
    'Einträge der Aufnahmenliste sind beschädigt und fehlen darum; öffnen Sie deren Aufnahmen noch einmal. Ihre Befundungen und Messungen sind noch da.',
  'annotations-damaged': 'Was auf dieser Aufnahme gemessen wurde, ist beschädigt; messen Sie es neu.',
  'window-blocked':
    'Der Browser hat das zweite Fenster nicht geöffnet. Erlauben Sie Pop-ups für diese Adresse, und versuchen Sie es noch einmal.',
  'aside-node': ({ name }) =>
    `Was unter „Aufnahmen empfangen“ gewählt war, ist beschädigt, darum wird nichts empfangen. Es liegt nun als „${name}“ im Ordner der Daten des Programms; schalten Sie den Empfang unter Einstellungen, Verbindungen wieder ein.`,
  'aside-checked': ({ name }) =>
    `Die Liste der Modelle, die an Ihren Aufnahmen geprüft sind, ist beschädigt. Sie liegt nun als „${name}“ im Ordner der Daten des Programms; werten Sie Ihre Modelle noch einmal aus.`,
  'aside-job': ({ name }) =>
    `Die Angaben zu einer Arbeit sind beschädigt, darum fehlt in den Listen ein Training, ein Durchgang oder eine Auswertung. Sie liegen nun als „${name}“ im Ordner der Daten des Programms; was sonst dazugehört, ist unverändert.`,
  'aside-run': ({ name }) =>
    `Die Angaben zu einem Training sind beschädigt, darum fehlt es in der Liste und lässt sich nicht fortsetzen. Sie liegen nun als „${name}“ im Ordner der Daten des Programms; was sonst dazugehört, ist unverändert.`,
  'aside-scan': ({ name }) =>
    `Die Angaben zu einem Durchgang sind beschädigt, darum fehlt er in der Liste. Sie liegen nun als „${name}“ im Ordner der Daten des Programms; sein Bericht ist unverändert.`,
  'aside-marks':
    'Einige Beurteilungen oder Markierungen sind beschädigt und fehlen darum. Sie bleiben in der Bibliothek; beurteilen Sie diese Aufnahmen noch einmal.',
  'settings-not-readable':
    'Die Einstellungen lassen sich nicht lesen; geben Sie ihre Datei im Ordner der Daten des Programms frei.',
  'settings-damaged': ({ name }) =>
    `Die Einstellungen waren beschädigt. Sie liegen nun als „${name}“ im Ordner der Daten des Programms, und alles gilt wie am Anfang.`,
  'settings-newer': ({ name }) =>
    `Die Einstellungen stammen von einer neueren Version des Programms. Sie liegen nun als „${name}“ im Ordner der Daten des Programms, und alles gilt wie am Anfang.`,
  'settings-disk-full':
    'Die Einstellungen ließen sich nicht aufheben: Der Datenträger ist voll; schaffen Sie Platz, und versuchen Sie es noch einmal.',
  'settings-not-writable':
    'Die Einstellungen ließen sich nicht aufheben, weil sich ihre Datei nicht schreiben lässt; geben Sie den Ordner der Daten des Programms frei, und versuchen Sie es noch einmal.',
  'settings-in-use': 'Ein anderes Programm ändert gerade die Einstellungen; versuchen Sie es noch einmal.',
  'clearing-in-use':
    'Etwas läuft, das dies brauchen kann: ein Training, ein Durchgang oder eine Einrichtung. Warten Sie, bis es fertig ist, oder halten Sie es an.',

  // what only the command line may do
  'page-names-program':
    'Eine Seite darf kein Programm nennen, das dann läuft; auf der Befehlszeile tut es „fractureguard runtime install tensorflow --from-python PATH“.',
  'page-replaces-file':
    'Eine Seite darf keine Datei dieses Rechners ersetzen; nennen Sie einen Namen, den es noch nicht gibt, oder nehmen Sie die Befehlszeile (fractureguard scan --replace).',

  // jobs
  'job-unknown': 'Diesen Auftrag gibt es nicht; vielleicht wurde er entfernt.',
  'job-interrupted': 'Das Programm wurde beendet, während das lief; beginnen Sie es noch einmal.',

  // the command line
  'port-not-usable': ({ port }) =>
    `Der Port ${port} lässt sich nicht benutzen; vielleicht hat ihn ein anderes Programm. Wählen Sie einen anderen mit --port.`,
  'picture-folder-not-made': 'Der Ordner für die Bilder lässt sich nicht anlegen; wählen Sie einen anderen.',

  // told by the page itself
  'connection-lost': 'Die Verbindung zum Programm ging verloren, bevor die Antwort kam.',
  'film-forgotten':
    'Das Programm wurde neu gestartet und hat diese Datei nicht mehr geöffnet. Öffnen Sie sie noch einmal.',
}
