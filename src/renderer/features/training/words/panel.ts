import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './panelGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Training',
  lead:
    'Make a model that knows the films of your own place: from two folders of films, one with and one without fractures, or from films that you reviewed. About ' +
    'twenty of each, from different patients, are the least; some hundreds are better. Everything stays on this machine, and the model in use stays until you choose another.',
  steps: { films: 'Films', recipe: 'Recipe', run: 'Training', report: 'Result' },
  stepsLabel: 'Steps of a training',
  back: 'All trainings',
  choose: {
    title: 'New training',
    label: 'Folder of labelled films on the machine where FractureGuard runs',
    hint: 'One folder for each class, such as “Fractured” and “Non-Fractured”; or a manifest, a CSV file with the columns file and label.',
    placeholder: '/path/to/folder',
    inspect: 'Look at the films',
    recent: 'Used before',
    drop: 'Or drop the folder here.',
    dropUnknown: 'A browser does not tell where a dropped folder lies. Write its path above instead.',
  },
  /** Films that were labelled and marked in the reading room. */
  reviewed: {
    title: 'Films that you reviewed',
    none: 'Or teach by showing: open films in the reading room, mark each fracture (Q) and answer “What do you see?”. From twenty marked films on, the model learns where fractures are.',
    some: ({ fractured, marked, unfractured }: { fractured: number; marked: number; unfractured: number }) =>
      `You have reviewed ${films(fractured + unfractured)} in the reading room: ${group(fractured)} with a fracture (${group(marked)} of them marked) and ${group(unfractured)} without.`,
    oneKind: 'Training needs films with a fracture and films without one.',
    use: 'Use these films',
  },
  inspecting: {
    stages: { inspect: 'Looking at every film', compare: 'Looking for copies', sheet: 'Drawing samples' } as Record<
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
