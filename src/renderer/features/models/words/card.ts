import { reportSayings } from '#shared/reportSayings/index.ts'
import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './cardGerman.ts'

const english = {
  show: (name: string) => `Model ${name}: show its card`,
  loading: 'Loading the model card…',
  /** A text that the program itself wrote into the card. */
  said: reportSayings.en.cardText,
  data: 'Training data',
  trainedOn: 'Data set',
  credit: 'Credit',
  licence: 'Licence',
  films: 'Films',
  filmsOf: (films: number, groups: number) => `${films.toLocaleString('en')} in ${groups.toLocaleString('en')} groups`,
  split: 'Training / validation / held out',
  holdout: 'On held-out groups',
  auc: 'Area under the ROC curve',
  ruleIn: 'At the rule-in point',
  ruleOut: 'At the rule-out point',
  sensitivity: 'Sensitivity',
  specificity: 'Specificity',
  calibration: 'Calibration error (ECE)',
  pointsAt: 'Points at a fracture, of marked films',
  crossValidated: 'On films of this place, cross-validated',
  fitted: (parent: string, films: number, day: string) => `Fitted to ${films} films on ${day}; before: ${parent}.`,
  interval: 'with 95 % interval',
  network: 'Network',
  shape: 'Shape',
  networkOf: (side: number, experts: number, topK: number) =>
    `${side} × ${side} input, ${experts} experts, ${topK} at each place`,
  created: 'Created',
  id: 'Id',
}
export type CardWords = typeof english

/** The words of a model’s card. */
export const cardWords = defineWords({ en: english, de: german })
