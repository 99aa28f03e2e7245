import type { Report } from '#shared/report.ts'

type Mode = Report['card']['training']['mode']
type WarningCode = Report['warnings'][number]['code']

const counted = (count: string, one: string): string => `${count} ${one}${count === '1' ? '' : 's'}`

/** What `report.html` says beyond what the page of the result says too. Numbers come as texts. */
export const english = {
  title: (name: string) => `${name}: report`,
  warnings: {
    leak: 'Leak',
    'too-good': 'Too good?',
    'few-films': 'Few films',
    'no-better-than-chance': 'Chance',
    'idle-expert': 'Idle expert',
  } as Record<WarningCode, string>,
  modes: { heads: 'heads', full: 'full' } as Record<Mode, string>,
  curves: 'Curves',
  data: 'Data and training',
  network: 'Network',
  footer: (id: string) =>
    `Intervals are 95 %: bootstrap over groups (1,000 draws) for areas, Wilson for proportions. Model ${id}.`,
  figures: {
    title: 'On the hold-out, with 95 % intervals',
    films: (films: string, fractured: string, groups: string) =>
      `${films}, of which ${fractured} with a fracture, from ${groups} groups`,
    precisionRecall: 'Precision, recall, F1 at 0.5',
  },
  points: {
    title: 'The two operating points: chosen on films of the training, given here on the hold-out',
    ruleOut: 'Rule-out: at or below it, no fracture',
    ruleIn: 'Rule-in: at or above it, fracture',
    probability: 'Probability',
    specificity: 'Specificity',
  },
  pointing: {
    title: (marks: string, films: string) => `Where it points: ${counted(marks, 'mark')}, ${counted(films, 'film')}`,
    share: 'Share',
    highest: 'Highest place on a mark',
    ofMarked: (films: string) => `of ${counted(films, 'marked film')}`,
    found: 'Marks found',
    at: (wrong: string) => `at ${wrong} wrong findings a film`,
    byAll: 'Marks found by all findings',
    byLikely: 'Marks found by likely findings',
    wrong: (wrong: string) => `${wrong} wrong findings a film`,
  },
  confusion: {
    title: 'Confusion matrix at probability 0.5',
    none: 'no fracture',
    fracture: 'fracture',
  },
  called: (name: string) => `called ${name}`,
  classes: {
    heading: 'By class',
    title: 'Each film called what is likeliest for it',
    own: 'Its class',
    precision: 'Precision',
    recall: 'Recall',
  },
  losses: { film: 'Film', loss: 'Loss', group: 'Group' },
  groups: {
    heading: 'By group',
    title: 'Each value of the data’s columns, at probability 0.5',
    column: 'Column',
    value: 'Value',
    fractured: 'Fractured',
    accuracy: 'Accuracy',
  },
  layers: {
    title: (parameters: string, trained: string, mode: string, adds: string) =>
      `${parameters} parameters, ${trained} of them trained (${mode}); ${adds} multiply-adds a film`,
    layer: 'Layer',
    kind: 'Kind',
    output: 'Output',
    parameters: 'Parameters',
    adds: 'Multiply-adds',
    frozen: 'frozen',
  },
  leftOut: {
    heading: 'Left out',
    title: 'Files that could not be read',
    file: 'File',
    why: 'Why',
    rest: (files: string) => `and ${files} more`,
  },
  made: {
    title: 'How it was made',
    data: 'Data',
    films: (name: string, films: string, groups: string) => `${name}: ${films} films in ${groups} groups`,
    leftOut: 'Left out',
    unreadable: (files: string) => `${counted(files, 'file')} that could not be read`,
    credit: 'Credit, licence',
    split: 'Split',
    parts: (train: string, judged: string, holdout: string, sides: string) =>
      `${train} to train (${judged}), ${holdout} held out; ${sides}`,
    folds: (folds: string) => `judged in turn in ${folds} folds`,
    validation: (films: string) => `${films} for validation`,
    thenAll: ', then all of these together',
    leak: 'with groups on both sides',
    startLeak: 'with films that the starting model knew',
    noLeak: 'no group on two sides',
    classes: 'Classes',
    input: 'Input',
    padded: (side: string) => `${side} × ${side} pixels, padded to a square`,
    squashed: (side: string) => `${side} × ${side} pixels, squashed to a square`,
    experts: 'Experts',
    used: (shares: string) => `used at ${shares} of places`,
    notMeasured: 'not measured',
    training: 'Training',
    trained: (mode: string, epochs: string, batch: string, rate: string, decay: string, seed: string) =>
      `${mode}, ${counted(epochs, 'epoch')}, batch ${batch}, rate ${rate}, decay ${decay}, seed ${seed}`,
    halves: (batch: string) => `${batch} in halves for want of memory`,
    startedFrom: 'Started from',
    temperature: 'Temperature',
    time: 'Time and engine',
    seconds: (seconds: string, engine: string) => `${seconds} s on ${engine}`,
    made: 'Made',
    version: (day: string, version: string) => `${day}, program version ${version}`,
    weights: 'Weights (SHA-256)',
  },
  plots: {
    ruleOutAt: (probability: string) => `rule-out at ${probability}`,
    ruleInAt: (probability: string) => `rule-in at ${probability}`,
    ruleOut: (sensitivity: string, specificity: string) =>
      `Rule-out: sensitivity ${sensitivity}, specificity ${specificity}`,
    ruleIn: (sensitivity: string, specificity: string) =>
      `Rule-in: sensitivity ${sensitivity}, specificity ${specificity}`,
    precisionRecall: 'Precision and recall',
    averagePrecision: (value: string) => `average precision ${value}`,
    prevalence: (value: string) => `share of fractures ${value}`,
    observed: 'Share that has a fracture',
    claimed: (films: string, claimed: string, observed: string) =>
      `${counted(films, 'film')}, predicted ${claimed}, share with a fracture ${observed}`,
    histogram: 'Probabilities by class',
    probability: 'Probability of a fracture',
    up: 'fracture, up',
    down: 'no fracture, down',
    points: 'rule-out and rule-in',
    withFracture: (films: string) => `${films} with a fracture`,
    without: (films: string) => `${films} without`,
    loss: 'Loss',
    epoch: 'Epoch',
    training: 'training, all parts',
    validation: 'validation',
    kept: (epoch: string) => `epoch kept: ${epoch}`,
    aucByEpoch: 'AUC by epoch',
    aucValidation: 'AUC, validation',
    aucHeldOut: 'AUC, held out',
  },
}

export type OwnWords = {
  [Part in keyof typeof english]: (typeof english)[Part] extends string
    ? string
    : (typeof english)[Part] extends (...values: never[]) => string
      ? (typeof english)[Part]
      : {
          [Name in keyof (typeof english)[Part]]: (typeof english)[Part][Name] extends string
            ? string
            : (typeof english)[Part][Name]
        }
}
