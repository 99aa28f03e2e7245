import { duration } from '#renderer/base/format/index.ts'
import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './runGerman.ts'

const english = {
  past: 'Trainings',
  auc: (auc: string, low: string, high: string) => `AUC ${auc} (${low} – ${high})`,
  none: 'Nothing has been trained here yet.',
  states: {
    waiting: 'Waiting for other work',
    running: 'Running',
    stopping: 'Stopping',
    paused: 'Paused',
    interrupted: 'Broken off',
    failed: 'Failed',
    finished: 'Finished',
  },
  recipes: { heads: 'Quick', full: 'Thorough', tutorial: 'Tutorial' },
  started: (date: string) => `begun ${date}`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel and delete',
  forget: 'Delete this training',
  sure: 'Really delete?',
  keep: 'Keep',
  sureText: 'What has been computed for it goes. A model that came of it stays.',
  gone: 'The model that came of this training has been deleted.',
  pausedText: 'It goes on from its last finished epoch.',
  interruptedText: 'The program ended while this was running. Nothing that was kept is lost.',
  stages: {
    inspect: 'Looking at every film',
    films: 'Opening the films',
    features: 'Computing features',
    folds: 'Learning in turn, each part once left out',
    heads: 'Learning to judge',
    epochs: 'Deeper layers learn',
    again: 'Learning once more, from all films',
    epoch: 'An epoch is over',
    evaluate: 'Judging films never seen',
    curve: 'Learning from parts of the films',
    report: 'Writing the report',
  } as Record<string, string>,
  beginning: 'Beginning…',
  counted: (done: number, total: number) => (total > 0 ? `${group(done)} of ${group(total)}` : ''),
  epoch: (epoch: number) => `epoch ${epoch}`,
  rate: (films: number) => `${films.toFixed(films < 10 ? 1 : 0)} films/s`,
  left: (seconds: number) => `about ${duration(seconds)} left in this stage`,
  usable: 'You can read films meanwhile, and leave this page: it comes back to where the training is.',
  live: 'Live numbers',
  course: 'Course of the training',
  waiting: 'The first numbers come when learning begins.',
  plots: {
    loss: 'Loss and its parts',
    lossText: 'How wrong the model is on the films it learns from. It should fall, fast at first.',
    validation: 'On films it does not learn from',
    validationText:
      'The AUC should rise. When the loss here rises while the other falls, the model learns its films by heart; the best epoch is kept.',
    rate: 'Learning rate',
    rateText: 'Rises at first, then falls to nothing.',
    experts: 'Use of the experts',
    expertsText:
      'Share of the places in the films at which each expert speaks. One that is hardly used learns nothing.',
    steps: 'Steps',
    epochs: 'Epochs',
    expert: (number: number) => `Expert ${number}`,
    parts: {
      total: 'all together',
      fused: 'fused',
      teacher: 'teacher',
      student: 'student',
      distillation: 'student against teacher',
      balance: 'balance of the experts',
    } as Record<string, string>,
    auc: 'AUC',
    validationLoss: 'loss',
    trainLoss: 'loss on its own films',
  },
  notice: {
    finished: (name: string) => `The training of ${name} is finished.`,
    failed: (name: string) => `The training of ${name} has failed.`,
    show: 'Show',
    close: 'Close',
  },
}
export type RunWords = typeof english

/** The words of the page that shows a training run, and of the list of runs. */
export const runWords = defineWords({ en: english, de: german })
