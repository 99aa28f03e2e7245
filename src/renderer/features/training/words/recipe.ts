import { duration } from '#renderer/base/format/index.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './recipeGerman.ts'

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`

const english = {
  title: 'How to train',
  name: 'Name of the model',
  recipes: 'Recipe',
  recipe: {
    quick: {
      title: 'Quick',
      text: 'Keeps the image features and retrains only the part that judges them. Takes minutes. A good first try; with a few hundred films often nearly as good as Thorough.',
    },
    thorough: {
      title: 'Thorough',
      text: 'First Quick, then the deeper layers too: up to twelve epochs to find out how many are best, then that many on all films. Takes hours without a graphics card. Worth it with a thousand films or more.',
    },
    tutorial: {
      title: 'Tutorial',
      text: 'As in the tutorial behind this program: 224 pixels, 5 epochs, 128 films per step. Needs a lot of memory. For teaching.',
    },
    custom: { title: 'Custom', text: 'Your own values, under Advanced options below.' },
  },
  estimate: {
    title: 'On this machine',
    measuring: 'Measuring a few real steps…',
    again: 'Measure again',
    about: (seconds: number) => `At most about ${duration(seconds)}`,
    memory: (bytes: number, available: number) =>
      `about ${gigabytes(bytes)} of memory; ${gigabytes(available)} available`,
    tooMuch: 'This may need more memory than is available. Choose fewer films per step or a smaller input.',
    stages: {
      films: 'Opening the films',
      features: 'Computing image features',
      heads: 'Training the heads',
      epochs: 'Training deeper layers',
      evaluate: 'Testing on held-out films',
    },
    note: 'Measured on an otherwise idle machine. It takes less time if the films were prepared before, or if validation stops improving. You can keep reading films meanwhile.',
    none: 'Fix the values below first.',
    busy: 'Another training is running, so this estimate is too high. The new training starts when the other one ends.',
  },
  advanced: 'Advanced options',
  empty: (value: string | number) => `empty: ${value}`,
  fields: {
    mode: {
      label: 'What learns',
      text: 'Heads: only the final part, on image features that are computed once. Full: layers 2 to 4 as well.',
    },
    modes: { heads: 'Heads only', full: 'Heads, then layers 2–4' },
    places: {
      label: 'Where fractures are',
      text: 'With marks on the films, the model learns to point at fractures, and its verdict improves too.',
      choices: { auto: 'From marks, if at least 20 films have them', yes: 'Always from marks', no: 'Never' },
    },
    learningCurve: {
      label: 'Learning curve',
      text: 'Also trains on a quarter, half and three quarters of the films, and says whether more films would help. Takes about two and a half times as long.',
    },
    inputSize: {
      label: 'Input size',
      text: 'Side of the square network input, in pixels. A larger input shows finer lines; the time grows with the number of pixels.',
      range: '224, 320, 448 or 640',
    },
    sameSize: 'with marks 640 for heads and 448 for full, otherwise as the starting model',
    epochs: {
      label: 'Epochs',
      text: 'Number of passes through all films. With too many, the model memorises the films; the best epoch is kept.',
      range: 'a whole number from 1 to 500',
    },
    batch: {
      label: 'Films per step (batch)',
      text: 'Films the model sees before each small change. More films need more memory.',
      range: 'a whole number from 2 to 512',
    },
    learningRate: {
      label: 'Learning rate',
      text: 'Size of each change. Too large, and training diverges; too small, and it hardly progresses.',
      range: 'more than 0, at most 1',
    },
    weightDecay: {
      label: 'Weight decay',
      text: 'How strongly weights are pulled towards zero, which prevents memorising.',
      range: 'from 0 to 1',
    },
    classWeights: {
      label: 'Give each class the same weight',
      text: 'Films of a rare class count more, so that both classes matter equally.',
    },
    crossFit: {
      label: 'Judge every film in turn',
      text: (folds: number) =>
        `Calibration and operating points then rest on all films instead of a fifth of them, each judged by a network that has not seen it (${folds} folds, pooled). Trains ${folds + 1} times instead of twice.`,
    },
    seed: {
      label: 'Seed',
      text: 'Makes chance repeatable: the same seed and films give the same split and model.',
      range: 'a whole number, 0 or more',
    },
    from: { label: 'Start from', text: 'The model whose image features are reused.' },
    activeModel: (name: string) => `${name} (active)`,
    splitFile: {
      label: 'Split file',
      text: 'A CSV file with the columns file and split that says which films to train on and which to hold out. Empty: use the split the films came with, or make one.',
    },
  },
  wrong: (range: string) => `This must be ${range}.`,
  films: (films: number, leftOut: number) =>
    `${group(films)} films${leftOut > 0 ? `, ${group(leftOut)} left out` : ''}`,
  back: 'Back to the films',
  start: 'Start training',
}
export type RecipeWords = typeof english

/** The words of the page that chooses how to train. */
export const recipeWords = defineWords({ en: english, de: german })
