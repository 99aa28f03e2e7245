import type { Report } from '#shared/report.ts'
import { group, type Translation } from '#renderer/base/language/index.ts'
import type { ReportWords } from './report.ts'

const number = (value: number, digits = 2) => value.toFixed(digits).replace('.', ',')
const counted = (count: number, one: string, many: string) => `${group(count)} ${count === 1 ? one : many}`

const warnings: Record<Report['warnings'][number]['code'], string> = {
  leak: 'Diesen Zahlen ist nicht zu trauen: Aufnahmen, an denen gemessen wurde, oder andere derselben Gruppe liegen auch unter denen, mit denen trainiert wurde.',
  'too-good':
    'So gut ist ein Modell auf so wenigen Aufnahmen fast nie. Suchen Sie nach Lecks: dieselben Patienten auf beiden Seiten, Kopien, oder Zeichen, die die Klasse verraten.',
  'few-films':
    'Es wurde an wenigen Aufnahmen gemessen: Die Bereiche sind weit, und mit anderen Aufnahmen können die Zahlen ganz andere sein.',
  'no-better-than-chance': 'Der Bereich der AUC enthält 0,5: Das kann so gut sein wie eine Münze zu werfen.',
  'idle-expert':
    'Mindestens ein Experte kam an den Aufnahmen, an denen gemessen wurde, fast nie zu Wort. Die Zahlen stimmen trotzdem; ein Training mit anderer Startzahl zeigt, ob er gebraucht wird.',
}

function sentence({ card, holdout, warnings: given }: Report): string {
  const {
    films,
    groups,
    auc,
    aucInterval: [low, high],
  } = holdout
  const seen = given.some(({ code }) => code === 'leak') ? 'die es zum Teil schon kannte' : 'die es nie gesehen hatte'
  return (
    `Auf ${counted(films, 'Aufnahme', 'Aufnahmen')} aus ${counted(groups, 'Gruppe', 'Gruppen')}, ${seen}, stellte ${card.name} in ${Math.round(100 * auc)} von 100 Paaren ` +
    `eine Aufnahme mit Fraktur über eine ohne (AUC ${number(auc)}, 95-%-Bereich ${number(low)} bis ${number(high)}).`
  )
}

export const german: Translation<ReportWords> = {
  sentence,
  warning: ({ code }) => warnings[code],
  use: 'Nur für Forschung und Lehre, kein Medizinprodukt.',
  loading: 'Das Ergebnis wird geladen…',
  activate: 'Dieses Modell benutzen',
  isActive: 'Ab jetzt befundet dieses Modell.',
  notActive: (name) => `Noch befundet ${name}. Nichts ändert sich, bis Sie es sagen.`,
  rollback: 'Zum vorigen Modell zurück',
  roc: {
    title: 'Die beiden Arbeitspunkte',
    text: 'Jeder Punkt der Kurve ist eine Wahl: wie viele Frakturen gefunden werden, und wie viele Aufnahmen ohne Fraktur dafür Fraktur heißen. Ziehen Sie die beiden Punkte, oder bewegen Sie sie mit den Pfeiltasten.',
    ruleIn: 'Einschluss: von hier an Fraktur',
    ruleOut: 'Ausschluss: darunter keine Fraktur',
    at: (probability, sensitivity, specificity) =>
      `Wahrscheinlichkeit ${probability}, Sensitivität ${sensitivity}, Spezifität ${specificity}`,
    x: '1 − Spezifität',
    y: 'Sensitivität',
    auc: (auc, low, high) => `AUC ${auc} (95-%-Bereich ${low} bis ${high})`,
    reset: 'Die Punkte des Modells',
    note: 'Das zeigt, was andere Punkte bewirkten. Das Modell behält seine eigenen, die ohne diese Aufnahmen gewählt wurden.',
  },
  hundred: {
    title: 'Was das für 100 Patienten hieße',
    prevalence: (count) => `${count} von 100 haben eine Fraktur`,
    prevalenceLabel: 'Wie viele von 100 Patienten eine Fraktur haben',
    found: 'Fraktur, Fraktur genannt',
    missed: 'Fraktur, keine Fraktur genannt: übersehen',
    openFracture: 'Fraktur, unsicher gelassen',
    alarm: 'keine Fraktur, Fraktur genannt: falscher Alarm',
    cleared: 'keine Fraktur, keine Fraktur genannt',
    openClear: 'keine Fraktur, unsicher gelassen',
    spoken: 'Von 100 Patienten',
    unsure: (low, high) =>
      `Auf den zurückgehaltenen Aufnahmen. Bei so wenigen kann die Sensitivität beim Einschluss ebenso gut alles von ${low} bis ${high} sein.`,
  },
  calibration: {
    title: 'Eichung',
    text: 'Hat von den Aufnahmen mit einer Wahrscheinlichkeit dieser Anteil eine Fraktur? Auf der gestrichelten Linie ja.',
    claimed: 'Genannte Wahrscheinlichkeit',
    line: 'Anteil mit Fraktur',
    ideal: 'wie genannt',
  },
  learningCurve: {
    heading: 'Würden mehr Aufnahmen helfen?',
    title: 'Lernkurve',
    text: 'Fläche unter der Kurve auf den zurückgehaltenen Aufnahmen, nach der Zahl der Aufnahmen im Training.',
    films: 'Aufnahmen im Training',
    auc: 'Fläche unter der Kurve',
    interval: '95-%-Intervall',
    answers: {
      yes: 'Mehr Aufnahmen würden wahrscheinlich helfen.',
      hardly: 'Mehr Aufnahmen derselben Art würden kaum helfen.',
      unclear: 'Es sind zu wenige Aufnahmen zurückgehalten, um zu sagen, ob mehr helfen würden.',
    },
    gain: (from, to, difference, low, high) =>
      `Von ${from} auf ${to} Aufnahmen änderte sich die Fläche um ${difference} (95-%-Intervall ${low} bis ${high}).`,
  },
  confusion: {
    title: 'Richtig und falsch, Aufnahme für Aufnahme',
    text: 'Drücken Sie auf eine Zahl, um die Aufnahmen dahinter zu sehen.',
    by: 'Geurteilt nach',
    half: 'Wahrscheinlichkeit 0,5',
    points: 'Den beiden Arbeitspunkten',
    truth: 'Wahrheit',
    called: (call) => `${call} genannt`,
    fracture: 'Fraktur',
    none: 'Keine Fraktur',
    uncertain: 'Unsicher',
    cell: (truth, called) => `der Aufnahmen mit Wahrheit ${truth}, ${called} genannt`,
    behind: (count, truth, called) => `${counted(count, 'Aufnahme', 'Aufnahmen')}: ${truth}, ${called} genannt`,
    nameless: 'Dieser Bericht nennt keine Aufnahmen, darum können sie nicht gezeigt werden.',
  },
  losses: {
    title: 'Wo es am meisten irrte',
    text: 'Sehen Sie diese zuerst an: eine falsche Beschriftung, eine schlechte Aufnahme, oder etwas zu lernen.',
    probability: (probability) => `P ${probability}`,
    group: (groupNumber) => `Gruppe ${groupNumber}`,
  },
  shortcut: {
    title: 'Prüfung auf Abkürzungen',
    text: 'Ein Modell kann gut abschneiden, indem es Seitenzeichen, Beschriftungen oder Ränder liest, die nur eine Klasse hat. Diese Prüfung verdeckt auf Aufnahmen, mit denen es nicht trainiert wurde, das Körperteil und misst, was es im Rest noch erkennt.',
    start: 'Auf Abkürzungen prüfen',
    stages: {
      inspect: 'Die Aufnahmen werden angesehen',
      read: 'Jede Aufnahme wird ganz und mit verdecktem Körperteil befundet',
    },
    answers: {
      found: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): Das Modell liest womöglich sie und nicht den Knochen.`,
      reversed: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): Die Klassen unterscheiden sich darin, aber das Modell deutet sie verkehrt herum.`,
      none: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): Nichts deutet darauf, dass das Modell sie statt des Knochens liest.`,
      unclear: (auc, low, high) =>
        `Ränder und Zeichen allein erreichen AUC ${auc} (${low}–${high}): zu wenige Aufnahmen, um zu sagen, ob das Modell sie statt des Knochens liest.`,
    },
    todo: 'Vergleichen Sie die Klassen: Welche Zeichen, Beschriftungen und Ränder hat nur eine? Schneiden Sie diese Aufnahmen zu, oder lassen Sie sie aus.',
    films: (films, fractured, auc) =>
      `Auf ${counted(films, 'Aufnahme', 'Aufnahmen')}, ${group(fractured)} mit Fraktur, die es nicht gesehen hat. Ganz erreichen sie AUC ${auc}.`,
    unread: (files) =>
      `${counted(files, 'Aufnahme war', 'Aufnahmen waren')} nicht lesbar und ${files === 1 ? 'zählt' : 'zählen'} nicht.`,
  },
  figures: {
    title: 'Zahlen auf den zurückgehaltenen Aufnahmen',
    films: 'Aufnahmen',
    filmsText: (films, fractured, groups) =>
      `${group(films)}, ${group(fractured)} mit Fraktur, aus ${counted(groups, 'Gruppe', 'Gruppen')}`,
    auc: 'ROC-AUC',
    prAuc: 'PR-AUC',
    accuracy: 'Genauigkeit bei 0,5',
    balanced: 'Ausgewogene Genauigkeit',
    sensitivity: 'Sensitivität bei 0,5',
    specificity: 'Spezifität bei 0,5',
    ece: 'Eichfehler',
    brier: 'Brier-Wert',
    pointsAt: 'Zeigt auf eine Fraktur',
    pointsAtText: (share, films) => `${share} von ${group(films)} markierten Aufnahmen`,
    finds: 'Findet',
    found: (share, wrong) => `${share} der Markierungen bei ${wrong} falschen Funden je Aufnahme`,
    trained: 'Trainiert in',
    trainedText: (seconds, epochs) => `${seconds}, beste Epoche ${epochs}`,
  },
  compare: {
    title: 'Gegen ein anderes Modell, auf denselben Aufnahmen',
    text: 'Beide befunden die Aufnahmen dieses Ordners, mit denen keines von beiden trainiert wurde. Nur dieser Vergleich ist gerecht.',
    other: 'Vergleichen mit',
    start: 'Vergleichen',
    stop: 'Anhalten',
    stages: { inspect: 'Die Aufnahmen werden angesehen', read: 'Beide befunden sie' },
    noOther: 'Es gibt kein anderes Modell zum Vergleichen.',
    films: (films, fractured) => `${group(films)} Aufnahmen, ${group(fractured)} mit Fraktur, die keines gesehen hat.`,
    unknownSeen: (name) =>
      `Es ist nicht bekannt, mit welchen Aufnahmen ${name} trainiert wurde; einige davon können darunter sein.`,
    better: (name, points) => `${name} ist hier besser, um ${points} AUC.`,
    worse: (name, points) => `${name} ist hier schlechter, um ${points} AUC.`,
    same: 'Auf so vielen Aufnahmen ist kein Unterschied zu zeigen. Es kann ihn trotzdem geben.',
    auc: 'AUC',
    difference: 'Unterschied',
    interval: (low, high, p) => `95-%-Bereich ${low} bis ${high}, p ${p}`,
    sensitivity: 'Sensitivität bei 0,5',
    specificity: 'Spezifität bei 0,5',
    verdicts: (both, onlyA, onlyB, neither, a, b) =>
      `Beide richtig bei ${both} Aufnahmen, nur ${a} bei ${onlyA}, nur ${b} bei ${onlyB}, keines bei ${neither}.`,
    unread: (files) => `${counted(files, 'Aufnahme war', 'Aufnahmen waren')} nicht lesbar und zählen für keines.`,
  },
}
