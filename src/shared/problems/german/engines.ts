import type { engineProblems, Sayings } from '#shared/problems/index.ts'

const onnxNeedsNothing =
  'Für die Rechenwerke mit ONNX ist nichts einzurichten; „fractureguard doctor“ sagt, welche davon hier laufen.'

const gigabytes = (value: number) => value.toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

export const enginesGerman: Sayings<typeof engineProblems> = {
  'work-ended': 'Das wurde beendet, bevor es fertig war.',
  'program-ending': 'Das Programm wird gerade beendet; starten Sie es neu, um fortzufahren.',
  'work-crashed':
    'Der rechnende Prozess wurde beendet, aus Mangel an Speicher oder von außen; er läuft wieder. Verloren ist nichts, was fertig war: Machen Sie damit weiter, oder beginnen Sie es noch einmal.',
  'compute-crashed':
    'Der Leseprozess brach bei dieser Aufnahme ab und wurde neu gestartet; versuchen Sie es noch einmal, oder lassen Sie sie aus.',
  'compute-too-slow':
    'Die Arbeit an dieser Aufnahme dauerte zu lange und wurde aufgegeben; lassen Sie sie aus, oder speichern Sie sie an ihrem Ursprung neu.',
  'engine-not-ready': ({ engine }) => `Das Rechenwerk ${engine} konnte das Netz auf diesem Rechner nicht vorbereiten.`,
  'engine-stopped':
    'Das Rechenwerk hielt mitten in einer Berechnung an; weniger Aufnahmen in einem Schritt können helfen.',
  'engine-memory-short':
    'Der Speicher der Grafikkarte reicht hierfür nicht. Nehmen Sie weniger Aufnahmen in einen Schritt, schließen Sie andere Programme, die die Karte benutzen, oder nehmen Sie das Rechenwerk onnx-cpu.',

  // the TensorFlow runtime
  'tensorflow-missing':
    'TensorFlow ist nicht eingerichtet. Richten Sie es in den Einstellungen unter „Rechenwerk“ ein.',
  'tensorflow-not-loading':
    'TensorFlow ist eingerichtet, lässt sich hier aber nicht laden. Richten Sie es in den Einstellungen neu ein.',
  'runtime-changed':
    'Dateien dieser Laufzeit fehlen oder wurden geändert, darum wird sie nicht benutzt. Richten Sie sie noch einmal ein.',
  'runtime-python-changed':
    'Die Python-Umgebung, die diese Laufzeit benutzt, wurde geändert oder entfernt, darum wird sie nicht benutzt. Richten Sie die Laufzeit noch einmal ein.',
  'runtime-none': 'Es gibt keine Laufzeit von TensorFlow, die sich entfernen ließe.',
  'runtime-no-wheels': `TensorFlow lässt sich nur unter Linux einrichten. ${onnxNeedsNothing}`,
  'runtime-no-gpu-wheels': `TensorFlow für NVIDIA-Karten lässt sich nur unter Linux mit einem x86-64-Prozessor einrichten. ${onnxNeedsNothing}`,
  'compiler-missing':
    'Es wurde kein C++-Übersetzer gefunden. Richten Sie einen ein (Debian und Ubuntu: sudo apt install g++), und beginnen Sie noch einmal.',
  'addon-not-built':
    'Der C++-Übersetzer konnte die Erweiterung für dieses TensorFlow nicht übersetzen. Ein aktueller g++ (ab 9) kann es; bringen Sie ihn auf den neuesten Stand, und versuchen Sie es noch einmal.',
  'pip-missing':
    'Weder pip von Python noch uv wurde gefunden. Richten Sie eines ein (Debian und Ubuntu: sudo apt install python3-pip), und versuchen Sie es noch einmal.',
  'python-missing':
    'Dort ist kein Python, oder es startet nicht. Nennen Sie den Interpreter der Umgebung, die TensorFlow hat.',
  'python-without-tensorflow':
    'Dieses Python hat kein TensorFlow mit C-Bibliothek und Kopfdateien. Richten Sie dort eines ein (pip install tensorflow), oder nennen Sie kein Python.',
  'package-other':
    'Ein geladenes Paket ist nicht das, das erwartet wurde, und nichts davon wird benutzt. Fragen Sie, wer das Paketverzeichnis oder den Proxy dieses Netzes betreibt, und versuchen Sie es dann noch einmal.',
  'download-broke-off':
    'Das Laden brach ab. Beginnen Sie mit dem Einrichten noch einmal: Es geht mit dem weiter, was schon da ist.',
  'package-index-unreachable':
    'Das Paketverzeichnis von Python war nicht zu erreichen. Prüfen Sie das Netz und in den Einstellungen von pip den Proxy oder ein eigenes Verzeichnis, und versuchen Sie es dann noch einmal.',
  'packages-not-installed':
    'Das pip oder uv dieses Rechners konnte die Pakete nicht einrichten. Bringen Sie es auf den neuesten Stand (python3 -m pip install --upgrade pip), und versuchen Sie es noch einmal.',
  'installation-ended':
    'Das Einrichten wurde beendet, bevor es fertig war; was geladen wurde, bleibt für das nächste Mal.',
  'installation-disk-full':
    'Der Datenträger ist voll. Schaffen Sie Platz, und beginnen Sie mit dem Einrichten noch einmal: Was geladen wurde, bleibt.',
  'installation-under-way':
    'Eine Laufzeit wird schon eingerichtet oder entfernt, vielleicht von einem anderen Fenster; warten Sie, bis das zu Ende ist.',
  'installation-space-short': ({ neededGigabytes, freeGigabytes }) =>
    `TensorFlow braucht ${gigabytes(neededGigabytes)} GB Platz, während es eingerichtet wird, und auf dem Datenträger mit den Daten des Programms sind ${gigabytes(freeGigabytes)} GB frei. Schaffen Sie Platz, und versuchen Sie es noch einmal.`,
  'installation-not-writable':
    'In den Ordner für die Daten des Programms lässt sich nicht schreiben, darum lässt sich nichts einrichten; geben Sie ihn frei, oder nennen Sie mit FRACTUREGUARD_HOME einen anderen.',
}
