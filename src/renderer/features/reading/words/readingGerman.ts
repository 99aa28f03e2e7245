import type { Translation } from '#renderer/base/language/index.ts'
import type { ReadingWords } from './reading.ts'

const warning: Record<string, string> = {
  lossy: 'Die Datei ist verlustbehaftet komprimiert; feine Einzelheiten können fehlen.',
  'converted-from-colour': 'Dies ist ein Farbbild, das in Graustufen umgewandelt wurde.',
  'not-x-ray':
    'Nach seinem Header ist dies eine andere Art von Bild. Das Modell kennt nur Röntgenaufnahmen von Gliedmaßen.',
  'too-small': 'Die Aufnahme hat weniger Pixel, als das Modell betrachtet.',
  'unlike-training':
    'Diese Aufnahme sieht anders aus als die, von denen das Modell gelernt hat; verlassen Sie sich nicht auf das Urteil.',
  'far-from-training': 'Dieses Bild gleicht in nichts den Aufnahmen, aus denen das Modell gelernt hat.',
  'read-turned':
    'Verglichen mit den Trainingsaufnahmen des Modells liegt diese Aufnahme auf der Seite oder steht auf dem Kopf. Vor der Befundung wurde sie gedreht.',
  'nearly-uniform': 'Auf dieser Aufnahme ist kaum etwas zu sehen.',
  saturated: 'Große Teile dieser Aufnahme sind ganz weiß: Was dort war, ist verloren.',
  cropped: 'Dies ist ein schmaler Streifen; das Urteil über eine ganze Aufnahme kann anders ausfallen.',
  'window-from-values': 'Die Datei gibt kein Fenster an; es wurde aus den Werten bestimmt.',
  'bits-disagree':
    'Kopf und Pixel der Datei sagen Verschiedenes über die Bits eines Werts; die Graustufen können falsch sein.',
  'length-disagrees': 'Die Länge der Pixeldaten ist nicht die, die der Kopf angibt; etwas kann fehlen oder übrig sein.',
  'table-disagrees':
    'Eine Umsetzungstabelle der Aufnahme ist nicht so, wie die Datei sagt; die Graustufen können falsch sein.',
  'presentation-disagrees': 'Die Datei widerspricht sich darin, ob Weiß Knochen oder Luft ist.',
  'character-set': 'Die Datei schreibt ihren Zeichensatz falsch; Namen können falsch sein.',
  'decoder-warned': 'Der Dekoder fand das komprimierte Bild auffällig; es kann beschädigt sein.',
  shuttered:
    'Teile dieser Aufnahme deckt ihre Blende ab; das Modell sieht nicht, was dort liegt. „Blende ein oder aus“ (Strg+Umschalt+S) zeigt es.',
  'shutter-ignored':
    'Die Blende der Datei ist nicht lesbar oder deckt die ganze Aufnahme ab; sie wird nicht angewandt.',
  'result-not-written':
    'Kein Ergebnis wurde als DICOM geschrieben: Die Aufnahme ist keines oder sagt nicht, welche sie ist.',
}

export const german: Translation<ReadingWords> = {
  panel: 'Befundung',
  idle: 'Dieses Bild wurde noch nicht befundet.',
  start: 'Dieses Bild befunden',
  running: 'Die Aufnahme wird befundet…',
  runningFor: (seconds) => `Die Aufnahme wird befundet… ${seconds} s`,
  failed: 'Diese Aufnahme konnte nicht befundet werden',
  hidden: 'Das Urteil ist verborgen, bis Sie geantwortet haben, was Sie sehen.',
  probability: 'Wahrscheinlichkeit einer Fraktur',
  branches: 'Zwei Zweige',
  teacher: 'Lehrer',
  student: 'Schüler',
  disagree: 'Lehrer und Schüler liegen auf verschiedenen Seiten.',
  experts: 'Experten',
  expertsLead: 'Mittlerer Anteil jedes Experten an der Aufnahme',
  expert: (index) => `Experte ${index + 1}`,
  classes: 'Klassen',
  warnings: 'Bitte beachten',
  overlays: 'Einblendungen',
  opacity: 'Deckkraft',
  threshold: 'Ab',
  evidence: 'Hinweise',
  evidenceLead: 'Was jede Stelle zum Urteil beiträgt; kein Umriss einer Fraktur.',
  evidenceNone: 'Keine Stelle dieser Aufnahme spricht für eine Fraktur.',
  gating: 'Experten',
  gatingLead: 'Welcher Experte wo entscheidet; je kräftiger, desto größer sein Anteil',
  findings: {
    title: 'Fundstellen',
    layer: 'Fundstellen des Modells',
    point: { 'rule-in': 'wahrscheinlich', 'rule-out': 'möglich' },
    count: (count) => (count === 1 ? '1 Fundstelle' : `${count} Fundstellen`),
    none: 'Keine Fundstelle über dem Ausschlusspunkt',
    unknown: 'Dieses Modell zeigt nicht auf Stellen.',
    draw: 'Auf der Aufnahme zeichnen',
    keys: 'nächste, vorige',
    toggle: 'Fundstellen auf der Aufnahme',
    next: 'Nächste Fundstelle',
    previous: 'Vorige Fundstelle',
  },
  picture: {
    model: (name) => `Modell: ${name}`,
    unread: 'Von keinem Modell befundet',
    notice: 'Nur für Forschung und Lehre; kein Medizinprodukt',
  },
  opinions: { agree: 'Zugestimmt', disagree: 'Widersprochen', unsure: 'Unsicher' },
  sharesHere: 'Anteile hier',
  meaning: {
    title: 'Was die Zahl bedeutet',
    near: (score, fractured, films) =>
      `Von 100 Testaufnahmen mit einem Wert um ${score} haben etwa ${fractured} eine Fraktur (gezählt an ${films}).`,
    alike: (fractured, films) =>
      `Von 100 Testaufnahmen mit diesem Urteil haben etwa ${fractured} eine Fraktur (gezählt an ${films}).`,
    tooFew: (films) =>
      films === 1
        ? 'Nur 1 Testaufnahme bekam dieses Urteil: zu wenig, um zu sagen, wie oft es stimmt.'
        : `Nur ${films} Testaufnahmen bekamen dieses Urteil: zu wenige, um zu sagen, wie oft es stimmt.`,
    prevalence: (fractured) =>
      `${fractured} von 100 Testaufnahmen haben eine Fraktur. Wo Frakturen seltener sind, gibt es mehr Fehlalarme.`,
    missed: (missed, low, high) =>
      `„Keine Fraktur“ übersieht etwa ${missed} von 100 Frakturen (95-%-Intervall ${low} – ${high}).`,
    tested: (films) => `Getestet an ${films.toLocaleString('de')} Aufnahmen, die das Modell nicht kannte:`,
    bones: 'Getestete Knochen:',
    seen: 'Mit dieser Aufnahme wurde das Modell trainiert; sein Urteil beweist hier nichts.',
  },
  about: 'Zu dieser Befundung',
  model: 'Modell',
  unchecked:
    'Seine Arbeitspunkte wurden nie an Aufnahmen von hier geprüft. Prüfen Sie es mit eigenen Aufnahmen, deren Klasse bekannt ist, oder passen Sie es an diese an.',
  engine: 'Rechenwerk',
  time: 'Dauer',
  milliseconds: (value: number) => `${Math.round(value)} ms`,
  overlay: {
    evidence: 'Hinweise einblenden',
    gating: 'Experten einblenden',
  },
  warning: (code) => warning[code] ?? `Das Programm warnt vor „${code}“.`,
}
