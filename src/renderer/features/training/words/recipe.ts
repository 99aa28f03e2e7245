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
      text: 'Keeps what the model can see and learns anew how to judge it. Minutes. A good first try, and with some hundred films often nearly as good.',
    },
    thorough: {
      title: 'Thorough',
      text: 'First the quick part, then the deeper layers learn too: up to twelve times through the films, to see how long is good, and then as long on all of them. Hours without a graphics card. Worth it with a thousand films and more.',
    },
    tutorial: {
      title: 'Tutorial',
      text: 'As in the tutorial that this program grew out of: 224 pixels, 5 times through, 128 films a step. Needs much memory. For teaching.',
    },
    custom: { title: 'Custom', text: 'Your own numbers, among the advanced options below.' },
  },
  estimate: {
    title: 'On this machine',
    measuring: 'A few real steps are being measured…',
    again: 'Measure again',
    about: (seconds: number) => `At most about ${duration(seconds)}`,
    memory: (bytes: number, available: number) =>
      `about ${gigabytes(bytes)} of memory; ${gigabytes(available)} are free`,
    tooMuch: 'This may need more memory than is free. Choose fewer films a step, or a smaller input.',
    stages: {
      films: 'Opening the films',
      features: 'Looking at them',
      heads: 'Learning to judge',
      epochs: 'Deeper layers',
      evaluate: 'Judging the held-out films',
    },
    note: 'Measured with nothing else to do; it ends sooner where films are known from before or the validation films stop gaining. You can read films meanwhile.',
    none: 'Mend the numbers below first.',
    busy: 'Another training is running now, so this is more than it would be alone. The new one waits for its end.',
  },
  advanced: 'Advanced options',
  empty: (value: string | number) => `empty: ${value}`,
  fields: {
    mode: {
      label: 'What learns',
      text: 'Heads: only the judging part, on features that are computed once. Full: layers 2 to 4 as well.',
    },
    modes: { heads: 'Heads only', full: 'Heads, then layers 2–4' },
    places: {
      label: 'Where fractures are',
      text: 'With marks on the films the model learns to point at fractures, and its verdict gets better too.',
      choices: { auto: 'From marks, where at least 20 films have some', yes: 'Always from marks', no: 'Never' },
    },
    learningCurve: {
      label: 'Learning curve',
      text: 'Also trains on a quarter, a half and three quarters of the films, and says whether more films would help. Takes about two and a half times as long.',
    },
    inputSize: {
      label: 'Input size',
      text: 'Side in pixels of the square that the network sees. Larger shows finer lines and takes as many times longer as it has more pixels.',
      range: '224, 320, 448 or 640',
    },
    sameSize: '640 for heads and 448 in full with marks, else as the model it starts from',
    epochs: {
      label: 'Epochs',
      text: 'How often all films are gone through. Too many, and the model learns the films by heart; the best one on the way is kept.',
      range: 'a whole number from 1 to 500',
    },
    batch: {
      label: 'Films a step',
      text: 'Films that are looked at before the model is changed a little. More need more memory.',
      range: 'a whole number from 2 to 512',
    },
    learningRate: {
      label: 'Learning rate',
      text: 'How much it is changed each time. Too large, and training goes astray; too small, and it hardly moves.',
      range: 'more than 0, at most 1',
    },
    weightDecay: {
      label: 'Weight decay',
      text: 'How strongly weights are drawn to zero, against learning by heart.',
      range: 'from 0 to 1',
    },
    classWeights: {
      label: 'Give each class the same weight',
      text: 'A film of a rare class counts for more, so that both classes matter alike.',
    },
    crossFit: {
      label: 'Judge every film in turn',
      text: (folds: number) =>
        `Verdicts and calibration then rest on all films instead of a fifth of them, each judged by a network that has not seen it. Trains ${folds + 1} times instead of twice.`,
    },
    seed: {
      label: 'Seed',
      text: 'Where chance begins: the same seed on the same films gives the same split and the same model.',
      range: 'a whole number from 0 on',
    },
    from: { label: 'Start from', text: 'The model whose eyes are taken over.' },
    activeModel: (name: string) => `${name} (active)`,
    splitFile: {
      label: 'Split file',
      text: 'A CSV with the columns file and split that says which film is trained on and which is held out. Empty: as the films came, or divided now.',
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
