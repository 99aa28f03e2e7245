import type { Report } from '../report.ts'

/** What the page of a training's result and its `report.html` both say. */
export const english = {
  sentence: ({ sentence }: Report) => sentence,
  /** One of the report's warnings, with its numbers. */
  warning: (_report: Report, { message }: Report['warnings'][number]) => message,
  /** A text of a card, which those that this program writes have in the same words. */
  cardText: (said: string) => said,
  films: 'Films',
  trainingFilms: 'Training films',
  auc: 'ROC AUC',
  prAuc: 'PR AUC',
  accuracy: 'Accuracy at 0.5',
  balanced: 'Balanced accuracy',
  ece: 'Calibration error',
  brier: 'Brier score',
  sensitivity: 'Sensitivity',
  falseAlarms: '1 − specificity',
  calibration: 'Calibration',
  claimed: 'Predicted probability',
  confusion: 'Confusion matrix',
  learningCurve: 'Learning curve',
  wouldMoreHelp: {
    yes: 'Yes, more films would probably help.',
    hardly: 'More films of the same kind would help little.',
    unclear: 'Too few held-out films to tell whether more would help.',
  },
  gain: (from: string, to: string, difference: string, low: string, high: string) =>
    `From ${from} to ${to} films, the AUC changed by ${difference} (95 % interval ${low} to ${high}).`,
  tooFewMarked: (points: number) =>
    `${points === 1 ? 'One point is' : `${points} points are`} missing: too few marked films.`,
  losses: 'Largest errors',
  lossesText: 'Check these first: a wrong label, a poor film, or something to learn from.',
}

export type ReportSayings = {
  [Name in keyof typeof english]: (typeof english)[Name] extends string ? string : (typeof english)[Name]
}
