import type { Problem, ProblemCode } from '#shared/problem.ts'
import { knownId, spoken } from '#shared/problems/index.ts'
import { sayingsGerman } from './sayings.ts'

/**
 * What every kind of problem means, in German, and what to do: for those that another version of the program wrote.
 * Each holds for all that may be said under its code: of a film, a folder, a model, a training or a scan.
 */
export const problemsGerman: Record<ProblemCode, string> = {
  'not-found':
    'Was verlangt wurde, ist nicht (mehr) da. Prüfen Sie Schreibweise und Laufwerk, oder öffnen Sie es noch einmal.',
  'not-readable': 'Das lässt sich nicht lesen; prüfen Sie, ob es noch da ist und ob Sie es öffnen dürfen.',
  'not-an-image': 'Das ist kein Bild, das das Programm kennt; es öffnet DICOM, PNG, JPEG, TIFF, WebP und BMP.',
  'no-pixel-data': 'Die Datei enthält keine Bilddaten; exportieren Sie die Aufnahme noch einmal.',
  truncated: 'Die Datei endet zu früh, ein Teil der Aufnahme fehlt; kopieren Sie sie noch einmal von ihrem Ursprung.',
  malformed:
    'Die Datei ist beschädigt oder nicht, was sie zu sein vorgibt; kopieren Sie sie noch einmal von ihrem Ursprung.',
  'unsupported-format': 'Diese Art von Datei wird nicht unterstützt; exportieren Sie die Aufnahme anders.',
  'unsupported-transfer-syntax':
    'Das Bild ist auf eine Art komprimiert, die das Programm nicht dekodieren kann; exportieren Sie es unkomprimiert.',
  'too-large':
    'Die Datei ist größer, als das Programm sie öffnet; öffnen Sie sie über ihren Pfad, oder speichern Sie sie kleiner.',
  'frame-out-of-range': 'Die Datei enthält dieses Bild nicht; wählen Sie ein anderes.',
  'time-limit':
    'Die Arbeit an dieser Aufnahme dauerte zu lange und wurde aufgegeben; lassen Sie sie aus oder speichern Sie sie neu.',
  'file-changed':
    'Die Datei wurde geändert, während sie gelesen wurde; lesen Sie sie noch einmal, wenn sie fertig geschrieben ist.',
  'model-not-found': 'Dieses Modell gibt es nicht (mehr); wählen Sie ein anderes.',
  'model-invalid':
    'Das Modell ist beschädigt oder keines dieses Programms; fügen Sie es noch einmal hinzu, oder wählen Sie ein anderes.',
  'engine-unavailable':
    'Das Rechenwerk lässt sich auf diesem Rechner nicht benutzen; wählen Sie in den Einstellungen ein anderes.',
  'engine-failed':
    'Das Rechenwerk hielt mitten in einer Berechnung an; versuchen Sie es noch einmal, oder wählen Sie in den Einstellungen ein anderes.',
  'compute-crashed':
    'Der Leseprozess brach bei dieser Aufnahme ab und wurde neu gestartet; versuchen Sie es noch einmal, oder lassen Sie sie aus.',
  'tool-missing':
    'Auf diesem Rechner fehlt ein Programm, das dafür nötig ist; die Einzelheiten nennen es. Richten Sie es ein und versuchen Sie es noch einmal.',
  'no-network':
    'Die Pakete ließen sich nicht laden; prüfen Sie das Netz und seinen Proxy, und beginnen Sie noch einmal. Was da ist, bleibt.',
  'hash-mismatch':
    'Dateien sind nicht die, die erwartet wurden, und werden nicht benutzt; richten Sie sie noch einmal ein.',
  'dataset-invalid': 'Dieser Ordner taugt so nicht als Datensatz; die Einzelheiten sagen, was daran zu ändern ist.',
  'not-enough-data': 'Das sind zu wenige Aufnahmen; es braucht mehr von jeder Klasse und von verschiedenen Patienten.',
  diverged: 'Das Training ist entgleist; versuchen Sie es mit einer kleineren Lernrate.',
  'disk-full': 'Der Datenträger ist voll. Was fertig wurde, bleibt: Schaffen Sie Platz und setzen Sie dann fort.',
  'not-writable':
    'Dort lässt sich nicht schreiben; prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen.',
  'read-only': 'Dieser Ort lässt sich nur lesen; geben Sie ihn zum Schreiben frei, oder wählen Sie einen anderen.',
  'in-use': 'Das wird gerade von etwas anderem benutzt; warten Sie, bis es fertig ist, oder halten Sie es an.',
  cancelled: 'Das wurde angehalten, bevor es fertig war. Was fertig wurde, bleibt.',
  interrupted:
    'Das wurde unterbrochen, weil das Programm endete oder etwas nicht mehr da ist. Was fertig wurde, bleibt; setzen Sie es fort.',
  'not-authorised': 'Das braucht einen gültigen Schlüssel.',
  'not-allowed': 'Das ist mit diesem Schlüssel nicht erlaubt.',
  'too-many-requests': 'Das waren zu viele Anfragen in kurzer Zeit; versuchen Sie es später wieder.',
  'wrong-use': 'So geht es nicht; prüfen Sie Ihre Angaben. Die Einzelheiten sagen mehr.',
  internal: 'Im Programm ist etwas Unerwartetes schiefgegangen; Einzelheiten stehen in seinem Protokoll.',
}

/** A problem's sentence in German: its own where this version knows its id, else that of its kind. */
export function germanSentence({ id, code, arguments: given }: Omit<Problem, 'message'>): string {
  const known = knownId(id, given)
  return known === undefined ? problemsGerman[code] : spoken(sayingsGerman[known], given ?? {})
}
