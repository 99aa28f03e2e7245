import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './fitGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Fit a model to your own films',
  lead: 'Without training: 40 to 300 labelled films of your own adjust what a probability means and where the two operating points lie. The result is a version of its own, and you can go back at any time.',
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
    moves: 'Bars below: where the points might lie with other films of the same place',
  },
  table: 'On these films. “Fitted” judges each film by a fit to the others; 95 % intervals.',
  carries: {
    ruleOut:
      'There are enough films with a fracture to check that the rule-out point finds 95 % of them, and they agree.',
    ruleIn:
      'There are enough films without a fracture to check that the rule-in point spares 95 % of them, and they agree.',
  },
  fails: {
    ruleOut: (count: number) =>
      `${films(count)} with a fracture cannot show that the rule-out point finds 95 % of fractures here.`,
    ruleIn: (count: number) =>
      `${films(count)} without a fracture cannot show that the rule-in point spares 95 % of them.`,
  },
  prevalence: (percent: string) =>
    `Probabilities hold where about ${percent} % of films have a fracture, as among these films.`,
  seen: (count: number) => `The model was trained on ${films(count)} of the films; they were left out.`,
  activate: 'Read with it from now on',
  active: 'This version reads from now on. “Back to …” above returns to the one before.',
}
export type FitWords = typeof english

/** The words of fitting a model to a place. */
export const fitWords = defineWords({ en: english, de: german })
