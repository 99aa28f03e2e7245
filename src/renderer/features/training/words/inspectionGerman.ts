import { group, type Translation } from '#renderer/base/language/index.ts'
import type { InspectionWords } from './inspection.ts'

const films = (count: number) => `${group(count)} ${count === 1 ? 'Aufnahme' : 'Aufnahmen'}`
const groups = (count: number) => `${group(count)} ${count === 1 ? 'Gruppe' : 'Gruppen'}`

export const german: Translation<InspectionWords> = {
  title: (folder) => `Aufnahmen in ${folder}`,
  lead: 'Das fände ein Training vor. Sehen Sie es sich vorher an: Ein Modell lernt, was die Ordner sagen, auch ihre Fehler.',
  counts: 'Wie viele von jeder Klasse',
  balance: (share) =>
    share >= 0.5
      ? 'Die Klassen sind etwa ausgewogen.'
      : `Die kleinste Klasse hat ${Math.round(100 * share)} % so viele Aufnahmen wie die größte. Das Modell neigt dann zur größeren; „Jede Klasse gleich gewichten“ bei den weiteren Möglichkeiten hilft.`,
  few: 'Weniger als zwanzig Aufnahmen einer Klasse: Das Training kann sich weigern, und die Zahlen sagen wenig.',
  facts: {
    films: 'Aufnahmen',
    groups: 'Unabhängige Gruppen',
    unreadable: 'Nicht lesbar',
    leftOut: 'Ausgelassen',
    corrected: 'Berichtigte Klassen',
    sizes: 'Größen',
    formats: 'Formate',
    multiFrame: 'Mit mehreren Bildern',
    marks: 'Markierungen',
  },
  marks: ({ marks, films }) =>
    `${group(marks)} auf ${group(films)} Aufnahmen; ${films >= 20 ? 'das Modell wird lernen, wo Frakturen sind' : 'um zu lernen, wo Frakturen sind, braucht es mindestens 20 markierte Aufnahmen'}`,
  sizes: (least, most) => (least === most ? `${least} Pixel hoch` : `${least} bis ${most} Pixel hoch`),
  elsewhere: (files) =>
    files === 1
      ? 'Eine Datei liegt in keinem Ordner einer Klasse und wird nicht angesehen.'
      : `${group(files)} Dateien liegen in keinem Ordner einer Klasse und werden nicht angesehen.`,
  sheet: 'Einige Aufnahmen jeder Klasse',
  sheetLead:
    'Zufällig gezogen. Zeigen sie, was Sie erwarten, richtig herum, und sehen die Klassen bis auf die Frakturen gleich aus? Zeichen, die nur eine Klasse hat, etwa ein Buchstabe oder ein Gips, würden statt der Frakturen gelernt.',
  sheetAlt: 'Beispiele jeder Klasse',
  shortcut: {
    title: 'Prüfung auf Abkürzungen',
    meaning:
      'Ein Modell kann gut abschneiden, indem es Seitenzeichen, Beschriftungen oder Ränder liest, die nur eine Klasse hat. Diese Prüfung verdeckt das Körperteil und versucht, die Klassen an dem zu unterscheiden, was übrig ist. Sie dauert etwa eine Minute und sieht bis zu 300 Aufnahmen jeder Art an.',
    start: 'Auf Abkürzungen prüfen',
    stages: {
      inspect: 'Jede Aufnahme wird angesehen',
      compare: 'Kopien werden gesucht',
      cover: 'Aufnahmen werden ohne das Körperteil angesehen',
      learn: 'Aus dem, was übrig ist, wird gelernt',
    },
    answers: {
      found: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): Ein Modell kann diese Klassen unterscheiden, ohne den Knochen anzusehen.`,
      none: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): Nichts deutet darauf, dass sie die Klassen unterscheiden.`,
      unclear: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): An diesen Aufnahmen lässt sich nicht sagen, ob sie die Klassen unterscheiden.`,
    },
    tooFew: 'Zu wenige Aufnahmen: Die Prüfung braucht zehn Aufnahmen in fünf Gruppen, mit Fraktur wie ohne.',
    todo: 'Vergleichen Sie die Aufnahmen unten. Hat eine Klasse Zeichen, Beschriftungen oder Ränder, die der anderen fehlen? Schneiden Sie diese Aufnahmen zu, lassen Sie sie aus, oder ergänzen Sie Aufnahmen der anderen Klasse, die sie auch haben. Zeigen die Klassen nur andere Körperteile oder Projektionen, nehmen Sie für beide Aufnahmen derselben.',
    films: (count, fractured, left) =>
      `${films(count)}, ${group(fractured)} mit Fraktur; die Hälfte zeigt noch mindestens ${left} % von sich, wenn das Körperteil verdeckt ist.`,
    blind:
      'Die Prüfung sieht nicht, was das Körperteil berührt oder in der Mitte einer Aufnahme liegt. Umrisse und dünne Teile, etwa Finger, bleiben mitunter übrig und zählen.',
    unreadable: (files) =>
      files === 1
        ? 'Eine Datei war nicht lesbar und zählt nicht.'
        : `${group(files)} Dateien waren nicht lesbar und zählen nicht.`,
    sheet: 'Die Aufnahmen, die ihre Klasse am meisten verraten, mit verdecktem Körperteil',
  },
  meaning: 'Was es bedeutet',
  todo: 'Was Sie tun können',
  leaveOut: 'Auslassen',
  leftOut: 'Ausgelassen',
  takeBack: 'Wieder aufnehmen',
  leaveOutAll: 'Alle diese auslassen',
  keepOne: 'Von jeder eine behalten',
  takeAllBack: 'Alle wieder aufnehmen',
  open: (file) => `${file} im Befundraum öffnen`,
  all: (count) => `Alle ${group(count)} zeigen`,
  more: (count) => `und ${group(count)} weitere`,
  noPicture: 'Kein Bild',
  contradictions: {
    title: 'Dieselbe Aufnahme in zwei Klassen',
    meaning:
      'Eine der beiden ist falsch, und nur Sie können sagen, welche. Das Training weigert sich bei Aufnahmen, die in zwei Klassen genau gleich sind; solche, die nur gleich aussehen, bleiben auf einer Seite, lehren aber zwei Antworten zu einem Bild.',
    todo: 'Berichtigen Sie die falsche Klasse, oder lassen Sie eine der Aufnahmen oder beide aus. Ihr Ordner wird nicht verändert.',
    kinds: { exact: 'genau dieselbe Datei', near: 'sieht gleich aus' },
  },
  marked: {
    title: 'Markierungen auf Aufnahmen ohne Fraktur',
    meaning:
      'Jemand hat auf diesen Aufnahmen eine Fraktur markiert; ihre Klasse sagt, dass keine da ist. Eines von beiden ist falsch, und die Markierungen werden nicht benutzt.',
    todo: 'Sehen Sie die Aufnahmen an, und berichtigen Sie die Klasse, wenn die Markierung stimmt.',
  },
  leaks: {
    title: 'Die gegebenen Teile sind nicht dicht',
    meaning:
      'Die Aufnahmen kamen in Teilen, und dieselbe Aufnahme, eine fast gleiche oder ein Patient liegt in mehr als einem. Ein Modell wird dann nach Aufnahmen gefragt, die es auswendig kennt, und jede Zahl ist zu gut.',
    todo: 'Teilen Sie die Aufnahmen neu auf, nach Patient und Bild (am besten), lassen Sie die doppelten aus, oder fahren Sie trotzdem fort; der Bericht beginnt dann mit einer Warnung.',
    mended: 'Die Teile, in denen die Aufnahmen kamen',
    mendedMeaning: 'Sie werden nicht benutzt: Die Aufnahmen werden neu aufgeteilt, sodass nichts durchsickert.',
    newSplit: 'Aufnahmen neu aufteilen',
    allowLeak: 'Trotzdem fortfahren',
    between: (names) => `zwischen ${names}`,
  },
  blank: {
    title: 'Aufnahmen aus einem Grau',
    meaning:
      'Sie zeigen nichts, sind etwa ganz schwarz: Sie wurden nicht belichtet, oder ihr Fenster zeigt nichts von ihnen.',
    todo: 'Lassen Sie sie aus, oder exportieren Sie sie neu.',
  },
  unreadable: {
    title: 'Dateien, die nicht lesbar sind',
    meaning: 'Sie werden von selbst ausgelassen und kosten sonst nichts.',
    todo: 'Nichts ist nötig. Sind es viele, enthält der Ordner vielleicht anderes als Aufnahmen.',
    file: 'Datei',
    why: 'Warum',
  },
  exact: {
    title: 'Kopien',
    meaning:
      'Genau dieselbe Aufnahme mehrfach in einer Klasse. Sie bleiben auf einer Seite der Aufteilung, sodass keine Zahl dadurch besser wird; jede Kopie zählt aber beim Training.',
    todo: 'Nichts ist nötig; oder behalten Sie von jeder eine, damit keine doppelt zählt.',
  },
  near: {
    title: 'Fast gleiche',
    meaning:
      'Dem Aussehen nach dasselbe Bild: neu gespeichert, in anderer Größe, gespiegelt oder gedreht. Sie bleiben auf einer Seite der Aufteilung.',
    todo: 'Nichts ist nötig; oder behalten Sie von jeder eine. Sind es doch zwei verschiedene Aufnahmen, schadet auch das nicht.',
  },
  groups: {
    title: 'Gruppen',
    meaning:
      'Aufnahmen, die zusammengehören, vor allem die eines Patienten, müssen auf einer Seite der Aufteilung liegen. Sonst erkennt das Modell den Patienten statt der Fraktur.',
    todo: 'Sagen Ihre Dateinamen, von welchem Patienten eine Aufnahme ist, so schreiben Sie, wie: ein Muster, dessen Klammern den Patienten fassen. Patienten und Studien nach DICOM, Kopien und Namen, die mit einem Code enden, kennt das Programm schon.',
    count: (count, largest) => `${groups(count)}; die größte hat ${films(largest)}.`,
    reasons: {
      content: 'genau gleich',
      near: 'sehen gleich aus',
      patient: 'ein Patient',
      study: 'eine Studie',
      name: 'ein Original, dem Namen nach',
    },
    reason: (count, members) => `${groups(count)} von zwei und mehr, ${films(members)}`,
    pattern: 'Muster für Gruppen (ein regulärer Ausdruck)',
    patternPlaceholder: String.raw`etwa ^patient(\d+)_`,
    patternHint: String.raw`Beispiele: ^(\d+)_ für 0412_links.png · ^([A-Z]+\d+)- für PAT0412-2.dcm · ([^/]+)/[^/]+$ für einen Ordner je Patient.`,
    apply: 'Damit noch einmal ansehen',
  },
  split: {
    title: 'Wie die Aufnahmen aufgeteilt sind',
    from: {
      data: 'Sie kamen in Teilen, die bleiben.',
      file: 'Nach der Datei mit der Aufteilung.',
      made: 'Jetzt aufgeteilt, nach Gruppe und Klasse, und für eine Startzahl immer gleich. Beim Rezept Schnell wird auch mit denen zur Kontrolle trainiert, reihum.',
    },
    parts: { train: 'Zum Training', validation: 'Zur Kontrolle unterwegs', holdout: 'Zurückgehalten' },
    films: 'Aufnahmen',
    groups: 'Gruppen',
  },
  reviewed: {
    title: 'Selbst beurteilte Aufnahmen',
    meaning: (fractured, unfractured) =>
      `Sie haben im Befundraum ${group(fractured + unfractured)} Aufnahmen beurteilt: ${group(fractured)} mit Fraktur, ${group(unfractured)} ohne.`,
    none: 'Antworten Sie im Befundraum neben einer Aufnahme auf „Was sehen Sie?“, und auch mit ihr kann trainiert werden.',
    todo: 'Mit ihnen wird nur trainiert, nie gemessen. Was im Blick auf eine Befundung gesagt wurde, ist weniger sicher als das, was vorher gesagt wird.',
    add: 'Auch mit diesen Aufnahmen trainieren',
  },
  nothing: 'Nichts gefunden:',
  again: 'Noch einmal ansehen',
  changedNote: (count) =>
    count === 0 ? 'Geändert, seit die Aufnahmen angesehen wurden.' : `${films(count)} seither ausgelassen.`,
  blocked: {
    contradictions: (count) =>
      `${count === 1 ? 'Eine Aufnahme liegt' : `${count} Aufnahmen liegen`} in zwei Klassen. Berichtigen Sie zuerst die Klassen, oder lassen Sie die falschen aus.`,
    leaks: 'Sagen Sie zuerst, was mit den undichten Teilen geschehen soll.',
  },
  next: 'Rezept wählen',
}
