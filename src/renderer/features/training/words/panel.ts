import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './panelGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Training',
  lead:
    'Make a model from your own X-rays: from two folders, one with and one without fractures, or from films that you reviewed. You need at least about ' +
    'twenty of each, from different patients; a few hundred are better. Everything stays on this machine, and the active model stays active until you choose another.',
  steps: { films: 'Films', recipe: 'Recipe', run: 'Training', report: 'Result' },
  stepsLabel: 'Steps of a training',
  back: 'All trainings',
  choose: {
    title: 'New training',
    label: 'Folder of labelled films on the machine that runs FractureGuard',
    hint: 'It contains one folder per class, such as “Fractured” and “Non-Fractured”. Or choose a manifest: a CSV file with the columns file and label.',
    placeholder: '/path/to/folder',
    inspect: 'Check the films',
    recent: 'Recent folders',
    drop: 'Or drop the folder here.',
    dropUnknown: 'A browser does not reveal where a dropped folder is. Enter its path above instead.',
  },
  /** Films that were labelled and marked in the reading room. */
  reviewed: {
    title: 'Films that you reviewed',
    none: 'Or teach by showing: open films in the reading room, mark each fracture (Q) and answer “What do you see?”. With twenty marked films or more, the model learns where fractures are.',
    some: ({ fractured, marked, unfractured }: { fractured: number; marked: number; unfractured: number }) =>
      `You have reviewed ${films(fractured + unfractured)} in the reading room: ${group(fractured)} with a fracture (${group(marked)} of them marked) and ${group(unfractured)} without.`,
    oneKind: 'Training needs films with a fracture and films without one.',
    use: 'Use these films',
  },
  /** How those agree who labelled films. */
  agreement: {
    title: 'How readers agree',
    lead: 'On the films that both answered. κ (Cohen) leaves out what chance alone would give: 1 is full agreement, 0 none beyond chance.',
    columns: ['Readers', 'Films', 'Same answer', 'κ (95 % interval)'],
    noName: 'Reader without a name',
    noKappa: 'cannot be told',
  },
  /** Films on which those differ who labelled them. */
  differences: {
    title: 'Where readers differ',
    lead: 'Open a film to look again and answer; what is answered there counts as said beside the other answers, and κ stays that of the answers before.',
    none: 'Readers agree on every film that they both answered.',
    settled: (count: number) => `On ${films(count)} they differed at first and agree now.`,
    waiting: (count: number) => `Others differ on ${films(count)} that you have not answered yet; answer first.`,
    order: 'Order',
    orders: { newest: 'Newest first', apart: 'Farthest apart first' },
    open: (name: string) => `Open ${name}`,
    frame: (frame: number) => `Frame ${group(frame)}`,
    unaided: (answer: string) => `at first: ${answer}`,
    more: (count: number) => `Show all ${group(count)}`,
  },
  inspecting: {
    stages: { inspect: 'Checking every film', compare: 'Looking for copies', sheet: 'Drawing samples' } as Record<
      string,
      string
    >,
    counted: (done: number, total: number) => (total > 0 ? `${group(done)} of ${group(total)}` : group(done)),
    stop: 'Stop',
  },
  /** A class as the data names it; the two that the program names itself are said in the page's language. */
  className: (name: string) => name,
}
export type TrainingWords = typeof english

/** The words of the Training panel, but for those of its pages. */
export const trainingWords = defineWords({ en: english, de: german })
