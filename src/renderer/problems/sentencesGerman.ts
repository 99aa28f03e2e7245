import { ownProblems } from './ownProblems.ts'

/**
 * Sentences that say more than their kind does, by the English one word for word; a test finds those that the program
 * no longer has.
 */
export const sentencesGerman: Record<string, string> = {
  [ownProblems.connection.message]: 'Die Verbindung zum Programm ging verloren, bevor die Antwort kam.',
  [ownProblems.forgotten.message]:
    'Das Programm wurde neu gestartet und hat diese Datei nicht mehr geöffnet. Öffnen Sie sie noch einmal.',

  // opening
  'There is no such file or folder; check the spelling.':
    'Diese Datei oder diesen Ordner gibt es nicht; prüfen Sie die Schreibweise.',
  'There is no such file; check the spelling.': 'Diese Datei gibt es nicht; prüfen Sie die Schreibweise.',
  'There is no such folder; check the spelling.': 'Dieser Ordner ist nicht da; prüfen Sie die Schreibweise.',
  'There is no file in this folder; choose another one.':
    'In diesem Ordner liegt keine Datei; wählen Sie einen anderen.',
  'There is no film in this collection of files.': 'In dieser Sammlung von Dateien ist keine Aufnahme.',
  'The file is empty.': 'Die Datei ist leer.',
  'The file is not there; it may have been moved or deleted.':
    'Die Datei ist nicht da; vielleicht wurde sie verschoben oder gelöscht.',
  'This film is not open any more; open its file again.':
    'Diese Aufnahme ist nicht mehr geöffnet; öffnen Sie ihre Datei noch einmal.',
  'The film’s file cannot be read any more; it may have been moved or deleted.':
    'Die Datei der Aufnahme lässt sich nicht mehr lesen; vielleicht wurde sie verschoben oder gelöscht.',
  'The file cannot be opened; check that you may read it.':
    'Die Datei lässt sich nicht öffnen; prüfen Sie, ob Sie sie lesen dürfen.',
  'This file is too large to hand over (512 MiB at most); open it by its path instead.':
    'Diese Datei ist zum Übergeben zu groß (höchstens 512 MiB); öffnen Sie sie über ihren Pfad.',
  'The archive is damaged, or holds names that lead out of it; it is not opened.':
    'Das Archiv ist beschädigt oder enthält Namen, die aus ihm hinausführen; es wird nicht geöffnet.',
  'The DICOMDIR lists this film, but its file is not there; copy the whole disc.':
    'Das DICOMDIR führt diese Aufnahme auf, aber ihre Datei fehlt; kopieren Sie den ganzen Datenträger.',
  'The film needs a colour table that the file does not hold.':
    'Die Aufnahme braucht eine Farbtabelle, die der Datei fehlt.',
  'The disk is full; free some space and open the file again.':
    'Der Datenträger ist voll; schaffen Sie Platz und öffnen Sie die Datei noch einmal.',

  // models
  'There is no model to go back to: none was active before this one, or they are gone.':
    'Es gibt kein Modell, zu dem man zurück könnte: Keines war vor diesem aktiv, oder sie sind gelöscht.',
  'This model has no report: it came with the program, or from a place that gave none along.':
    'Dieses Modell hat keinen Bericht: Es kam mit dem Programm, oder von einem Ort, der keinen mitgab.',
  'This model comes with the program and cannot be deleted.':
    'Dieses Modell gehört zum Programm und lässt sich nicht löschen.',
  'The model’s files were changed or damaged after it was made; train or add the model again.':
    'Die Dateien des Modells wurden geändert oder beschädigt, nachdem es gemacht war; trainieren oder fügen Sie es noch einmal hinzu.',
  'The model’s card is missing, so that the folder holds no whole model; add the model again, or delete what is left of it.':
    'Die Karte des Modells fehlt, sodass der Ordner kein ganzes Modell enthält; fügen Sie es noch einmal hinzu, oder löschen Sie, was davon da ist.',
  'There is a file of that name already; choose another name.':
    'Eine Datei dieses Namens gibt es schon; wählen Sie einen anderen.',

  // labelled films and training
  'This folder needs one folder for each class, such as "Fractured" and "Non-Fractured".':
    'Dieser Ordner braucht für jede Klasse einen Ordner, etwa „Fractured“ und „Non-Fractured“.',
  'Exactly one class folder must be named for films without a fracture, such as "Non-Fractured" or "Normal".':
    'Genau ein Ordner muss nach Aufnahmen ohne Fraktur benannt sein, etwa „Non-Fractured“ oder „Normal“.',
  'The folder of labelled films is not there or cannot be read.':
    'Der Ordner mit den Aufnahmen ist nicht da oder lässt sich nicht lesen.',
  'The same film lies in two class folders; leave it in the right one only.':
    'Dieselbe Aufnahme liegt in zwei Klassen; lassen Sie sie nur in der richtigen.',
  'The pattern for groups is no regular expression; an example is "^(patient\\d+)_".':
    'Das Muster für Gruppen ist kein regulärer Ausdruck; ein Beispiel ist „^(patient\\d+)_“.',
  'Films with a fracture and films without one are needed, and of one kind none could be read.':
    'Es braucht Aufnahmen mit und ohne Fraktur, und von einer Art ließ sich keine lesen.',
  'This run was started with other films or other settings, so it cannot go on with these. Start a new one.':
    'Dieser Durchgang begann mit anderen Aufnahmen oder Einstellungen und kann mit diesen nicht weitergehen. Beginnen Sie einen neuen.',
  'Something is running that may need this: a training, a scan or an installation. Wait for its end, or stop it first.':
    'Etwas läuft, das dies brauchen kann: ein Training, ein Durchsehen oder eine Einrichtung. Warten Sie, bis es fertig ist, oder halten Sie es an.',

  // scanning
  'A scan wants a folder; a single file can be read.':
    'Durchsehen lässt sich ein Ordner; eine einzelne Datei öffnen Sie unter „Befunden“.',
  'There is a report at the output already; choose another name, or say --replace.':
    'Dort liegt schon ein Bericht; wählen Sie einen anderen Namen.',
  'Another scan is writing this report; wait until it has ended, or choose another output.':
    'Ein anderer Durchgang schreibt diesen Bericht; warten Sie, bis er fertig ist, oder wählen Sie einen anderen Ort.',
  'The folder is not there any more; a drive may have been taken out. What was read so far is kept: bring it back, then resume.':
    'Der Ordner ist nicht mehr da; vielleicht wurde ein Laufwerk abgezogen. Was bisher gelesen wurde, bleibt: Bringen Sie ihn zurück, dann setzen Sie fort.',

  // the TensorFlow runtime
  'No C++ compiler was found. Install one (Debian and Ubuntu: sudo apt install g++) and start the installation again.':
    'Es wurde kein C++-Übersetzer gefunden. Richten Sie einen ein (Debian und Ubuntu: sudo apt install g++), und beginnen Sie noch einmal.',
  "Python's pip was not found, nor uv. Install one of them (Debian and Ubuntu: sudo apt install python3-pip) and try again.":
    'Weder pip von Python noch uv wurde gefunden. Richten Sie eines ein (Debian und Ubuntu: sudo apt install python3-pip), und versuchen Sie es noch einmal.',
  'There is no Python at that place, or it does not start. Name the interpreter of the environment that has TensorFlow.':
    'Dort ist kein Python, oder es startet nicht. Nennen Sie den Interpreter der Umgebung, die TensorFlow hat.',
  'That Python has no TensorFlow with its C library and headers. Install one there (pip install tensorflow), or leave --from-python out.':
    'Dieses Python hat kein TensorFlow mit C-Bibliothek und Kopfdateien. Richten Sie dort eines ein (pip install tensorflow), oder nennen Sie kein Python.',
  'Files of this runtime are missing or were changed, so it is not used. Install it again: fractureguard runtime install tensorflow':
    'Dateien dieser Laufzeit fehlen oder wurden geändert, darum wird sie nicht benutzt. Richten Sie sie noch einmal ein.',
  'The Python environment that this runtime uses was changed or removed, so it is not used. Install the runtime again.':
    'Die Python-Umgebung, die diese Laufzeit benutzt, wurde geändert oder entfernt, darum wird sie nicht benutzt. Richten Sie die Laufzeit noch einmal ein.',
  'The installation was ended before it was done; what was downloaded is kept for the next try.':
    'Das Einrichten wurde beendet, bevor es fertig war; was geladen wurde, bleibt für das nächste Mal.',
}

type Template = readonly [english: RegExp, german: (...found: string[]) => string]

/** Sentences with something in them that only the program knows. */
export const templatesGerman: readonly Template[] = [
  [
    /^The kept settings are damaged\. They were set aside as “(.+)” in the folder/,
    (name) =>
      `Die Einstellungen waren beschädigt. Sie liegen nun als „${name}“ im Ordner der Daten des Programms, und alles gilt wie am Anfang.`,
  ],
  [
    /^The kept settings are those of a newer version of the program\. They were set aside as “(.+)” in the folder/,
    (name) =>
      `Die Einstellungen stammen von einer neueren Version des Programms. Sie liegen nun als „${name}“ im Ordner der Daten des Programms, und alles gilt wie am Anfang.`,
  ],
  [
    /^One of the class folders has no files in it \((.+)\)\.$/,
    (name) => `Einer der Ordner für eine Klasse ist leer (${name}).`,
  ],
  [
    /^No film could be read in one of the class folders \((.+)\)\.$/,
    (name) => `In einem der Ordner für eine Klasse ließ sich keine Aufnahme lesen (${name}).`,
  ],
  [
    /^The image has (\d+) × (\d+) pixels; the program opens up to (\d+) million\.$/,
    (columns, rows, millions) =>
      `Das Bild hat ${columns} × ${rows} Pixel; das Programm öffnet bis zu ${millions} Millionen.`,
  ],
  [
    /^The file has (?:one frame|\d+ frames); frame (\d+) is not among them\.$/,
    (frame) => `Die Datei enthält kein Bild ${frame}.`,
  ],
]
