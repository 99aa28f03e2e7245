import { decimalsIn, groupIn } from '../language.ts'
import { anotherModel, dataOfThisPlace, intendedUse } from '../model.ts'
import { idleExperts, type Report } from '../report.ts'
import type { ReportSayings } from './english.ts'

const decimals = (value: number, digits = 2): string => decimalsIn('de', value, digits)
const group = (value: number): string => groupIn('de', value)
const counted = (count: number, one: string, many: string): string => `${group(count)} ${count === 1 ? one : many}`

/** What the program itself writes into cards. */
const cardTexts: ReadonlyMap<string, string> = new Map([
  [
    intendedUse,
    'Nur für Forschung und Lehre. Kein Medizinprodukt: Es darf nicht dazu dienen, eine Diagnose zu stellen, zu behandeln oder über die Versorgung eines ' +
      'Menschen zu entscheiden.',
  ],
  [dataOfThisPlace.credit, 'Aufnahmen von hier'],
  [dataOfThisPlace.licence, 'Wie der Eigentümer der Aufnahmen sagt'],
  [dataOfThisPlace.exportedName, 'Aufnahmen des Ortes, an dem trainiert wurde'],
  [anotherModel, 'ein anderes Modell'],
])

/** Undefined where an earlier version wrote the report, which kept only the sentence. */
function leakedFilms({ leak, sentence }: Report): number | undefined {
  return leak?.films ?? (sentence.includes('never seen') ? 0 : undefined)
}

function seen(report: Report): string {
  if (!report.warnings.some(({ code }) => code === 'leak')) return 'die es nie gesehen hatte'
  const films = leakedFilms(report)
  if (films === 0) return 'die es nie gesehen hatte'
  return films === undefined
    ? 'die es zum Teil schon kannte'
    : `von denen es ${group(films)} oder andere ihrer Gruppe im Training gesehen hatte`
}

function leak(report: Report): string {
  const films = leakedFilms(report)
  if (films === 0 && report.leak?.fromStart)
    return (
      'Der Stamm des Ausgangsmodells wurde schon mit Aufnahmen trainiert, auf denen Arbeitspunkte und Kalibrierung beruhen; beide sind darum ' +
      'vielleicht zu günstig. Die Zahlen unten gelten für die zurückgehaltenen Aufnahmen, die keines der beiden Trainings gesehen hat.'
    )
  if (films === 0)
    return (
      'Einige Gruppen liegen sowohl unter den Trainings- als auch unter den Validierungsaufnahmen; Arbeitspunkte und Kalibrierung ' +
      'sind darum vielleicht zu günstig. Die Zahlen unten gelten für die zurückgehaltenen Aufnahmen, die mit keinen von beiden eine Gruppe teilen.'
    )
  const which = films === undefined ? 'Zurückgehaltene Aufnahmen' : `${group(films)} der zurückgehaltenen Aufnahmen`
  const learned = report.leak?.fromStart
    ? 'den Trainingsaufnahmen oder denen des Ausgangsmodells. Beginnen Sie mit einem Modell, das sie nicht kennt, etwa dem mitgelieferten.'
    : 'den Trainingsaufnahmen.'
  return `Diesen Zahlen ist nicht zu trauen: ${which} oder andere derselben Gruppe (eine Kopie, derselbe Patient) liegen auch unter ${learned}`
}

function idle({ card }: Report): string {
  const experts = idleExperts(card.expertUse)
  const named = experts.length === 1 ? `Experte ${experts[0]} wurde` : `Die Experten ${experts.join(', ')} wurden`
  return (
    `${named} auf den zurückgehaltenen Aufnahmen kaum gebraucht; die anderen tun fast die ganze Arbeit. Die Zahlen stimmen trotzdem; ` +
    'ein Training mit anderer Startzahl oder mit weniger Experten zeigt, ob es so viele braucht.'
  )
}

const warnings: Record<Report['warnings'][number]['code'], (report: Report) => string> = {
  leak,
  'too-good': ({ holdout: { accuracy, films } }) =>
    `Eine Genauigkeit von ${decimals(accuracy, 3)} auf ${counted(films, 'Aufnahme', 'Aufnahmen')} ist selten echt. Suchen Sie nach undichten ` +
    'Stellen: dieselben Patienten auf beiden Seiten, Kopien unter anderen Namen oder Zeichen auf den Aufnahmen, die die Klasse verraten.',
  'few-films': ({ holdout: { films, fractured } }) =>
    `Zurückgehalten sind nur ${counted(fractured, 'Aufnahme', 'Aufnahmen')} mit Fraktur und ${group(films - fractured)} ohne: Die Intervalle sind ` +
    'weit, und mit anderen Aufnahmen könnten die Zahlen ganz anders ausfallen.',
  'no-better-than-chance': () =>
    'Das Intervall der AUC enthält 0,5: Das ist vielleicht nicht besser, als eine Münze zu werfen.',
  'idle-expert': idle,
}

export const german: ReportSayings = {
  sentence: (report) => {
    const { films, groups, auc, aucInterval } = report.holdout
    const [low, high] = aucInterval
    return (
      `Auf ${counted(films, 'Aufnahme', 'Aufnahmen')} aus ${counted(groups, 'Gruppe', 'Gruppen')}, ${seen(report)}, stellte ${report.card.name} in ` +
      `${Math.round(100 * auc)} von 100 Paaren eine Aufnahme mit Fraktur über eine ohne (AUC ${decimals(auc)}, 95-%-Intervall ${decimals(low)} bis ${decimals(high)}).`
    )
  },
  warning: (report, { code }) => warnings[code](report),
  cardText: (said) => cardTexts.get(said) ?? said,
  films: 'Aufnahmen',
  trainingFilms: 'Aufnahmen im Training',
  auc: 'ROC-AUC',
  prAuc: 'PR-AUC',
  accuracy: 'Genauigkeit bei 0,5',
  balanced: 'Ausgewogene Genauigkeit',
  ece: 'Kalibrierungsfehler',
  brier: 'Brier-Wert',
  sensitivity: 'Sensitivität',
  falseAlarms: '1 − Spezifität',
  calibration: 'Kalibrierung',
  claimed: 'Genannte Wahrscheinlichkeit',
  confusion: 'Konfusionsmatrix',
  learningCurve: 'Lernkurve',
  wouldMoreHelp: {
    yes: 'Mehr Aufnahmen würden wahrscheinlich helfen.',
    hardly: 'Mehr Aufnahmen derselben Art würden kaum helfen.',
    unclear: 'Es sind zu wenige Aufnahmen zurückgehalten, um zu sagen, ob mehr helfen würden.',
  },
  gain: (from, to, difference, low, high) =>
    `Von ${from} auf ${to} Aufnahmen änderte sich die AUC um ${difference} (95-%-Intervall ${low} bis ${high}).`,
  tooFewMarked: (points) =>
    `${points === 1 ? 'Ein Punkt fehlt' : `${points} Punkte fehlen`}: zu wenige markierte Aufnahmen.`,
  losses: 'Wo es am meisten irrte',
  lossesText: 'Sehen Sie diese zuerst an: eine falsche Klasse, eine schlechte Aufnahme, oder etwas zu lernen.',
}
