import { reportSayings } from '#shared/reportSayings/index.ts'
import { group, type Translation } from '#renderer/base/language/index.ts'
import type { ReportWords } from './report.ts'

const said = reportSayings.de
const counted = (count: number, one: string, many: string) => `${group(count)} ${count === 1 ? one : many}`

export const german: Translation<ReportWords> = {
  sentence: said.sentence,
  warning: said.warning,
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
    x: said.falseAlarms,
    y: said.sensitivity,
    auc: (auc, low, high) => `AUC ${auc} (95-%-Intervall ${low} bis ${high})`,
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
    title: said.calibration,
    text: 'Hat von den Aufnahmen mit einer Wahrscheinlichkeit dieser Anteil eine Fraktur? Auf der gestrichelten Linie ja.',
    claimed: said.claimed,
    line: 'Anteil mit Fraktur',
    ideal: 'wie genannt',
  },
  learningCurve: {
    heading: 'Würden mehr Aufnahmen helfen?',
    title: said.learningCurve,
    text: 'AUC auf den zurückgehaltenen Aufnahmen, nach der Zahl der Aufnahmen im Training.',
    films: said.trainingFilms,
    auc: 'Fläche unter der Kurve',
    interval: '95-%-Intervall',
    answers: said.wouldMoreHelp,
    gain: said.gain,
  },
  confusion: {
    title: said.confusion,
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
    title: said.losses,
    text: said.lossesText,
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
    films: said.films,
    filmsText: (films, fractured, groups) =>
      `${group(films)}, ${group(fractured)} mit Fraktur, aus ${counted(groups, 'Gruppe', 'Gruppen')}`,
    auc: said.auc,
    prAuc: said.prAuc,
    accuracy: said.accuracy,
    balanced: said.balanced,
    sensitivity: 'Sensitivität bei 0,5',
    specificity: 'Spezifität bei 0,5',
    ece: said.ece,
    brier: said.brier,
    pointsAt: 'Zeigt auf eine Fraktur',
    pointsAtText: (share, films) => `${share} von ${group(films)} markierten Aufnahmen`,
    finds: 'Findet',
    found: (share, wrong) => `${share} der Markierungen bei ${wrong} falschen Fundstellen je Aufnahme`,
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
    interval: (low, high, p) => `95-%-Intervall ${low} bis ${high}, p ${p}`,
    sensitivity: 'Sensitivität bei 0,5',
    specificity: 'Spezifität bei 0,5',
    verdicts: (both, onlyA, onlyB, neither, a, b) =>
      `Beide richtig bei ${both} Aufnahmen, nur ${a} bei ${onlyA}, nur ${b} bei ${onlyB}, keines bei ${neither}.`,
    unread: (files) => `${counted(files, 'Aufnahme war', 'Aufnahmen waren')} nicht lesbar und zählen für keines.`,
  },
}
