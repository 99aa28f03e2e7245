import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './fitGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Fit a model to your own films',
  lead: 'Without training, 40 to 300 of your own labelled films adjust the calibration and the two operating points. The result is a new version, and you can go back at any time.',
  model: 'Model',
  name: 'Name of the fitted version (optional)',
  films: 'Films',
  folder: 'A folder of labelled films, or a manifest',
  reviewed: ({ fractured, unfractured }: { fractured: number; unfractured: number }) =>
    `Films that you reviewed in the reading room: ${group(fractured)} with a fracture, ${group(unfractured)} without`,
  noneReviewed: 'Films that you reviewed in the reading room: none yet',
  start: 'Fit',
  stages: { inspect: 'Looking at the films', read: 'Reading the films' },
  finding: (name: string, count: number, fractured: number, groups: number) =>
    `${name} is fitted to ${films(count)} (${group(fractured)} with a fracture) from ${group(groups)} groups.`,
  before: 'Before',
  after: 'Fitted',
  scale: (name: string, ruleOut: string, ruleIn: string) =>
    `${name}: no fracture up to ${ruleOut}, fracture from ${ruleIn}`,
  zones: {
    noFracture: 'No fracture',
    uncertain: 'Uncertain',
    fracture: 'Fracture',
    moves: 'Bars below: where the points could lie with other films from here',
  },
  table: 'On these films. “Fitted” judges each film by a fit to the others; 95 % intervals.',
  carries: {
    ruleOut: 'Enough films with a fracture confirm that the rule-out point finds 95 % of them.',
    ruleIn: 'Enough films without a fracture confirm that the rule-in point spares 95 % of them.',
  },
  fails: {
    ruleOut: (count: number) =>
      `${films(count)} with a fracture are too few to show that the rule-out point finds 95 % of fractures here.`,
    ruleIn: (count: number) =>
      `${films(count)} without a fracture are too few to show that the rule-in point spares 95 % of them.`,
  },
  prevalence: (percent: string) =>
    `The probabilities apply where about ${percent} % of films have a fracture, as in this set.`,
  seen: (count: number) =>
    count === 1
      ? 'The model was trained or fitted on 1 film of these, which was left out.'
      : `The model was trained or fitted on ${films(count)} of these, which were left out.`,
  unknownSeen: 'It is not known whether the model was trained on some of these films.',
  activate: 'Activate this version',
  active: 'This version is now active. “Back to …” above returns to the previous one.',
}
export type FitWords = typeof english

/** The words of fitting a model to a place. */
export const fitWords = defineWords({ en: english, de: german })
