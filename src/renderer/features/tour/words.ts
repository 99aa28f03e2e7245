import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  count: (now: number, all: number) => `Step ${now} of ${all}`,
  next: 'Next',
  back: 'Back',
  end: 'End the tour',
  done: 'Done',
  stops: {
    film: {
      title: 'The film',
      text: 'Drag for brightness and contrast, turn the wheel to zoom. The keys 1 to 5 set windows.',
    },
    verdict: {
      title: 'The verdict',
      text: 'The calibrated probability and where it lies between rule-out and rule-in. Below it: teacher, student and experts.',
    },
    evidence: {
      title: 'Why',
      text: 'The overlay shows which places suggest a fracture. E turns it on or off; G shows which expert decides where.',
    },
    measure: {
      title: 'Measure',
      text: 'Lengths, angles, regions with statistics, and arrows. Each length says how reliable it is.',
    },
    review: {
      title: 'What you see',
      text: 'Answer what you see: Y fracture, X none, U unsure. Q marks where. Your answers stay on this machine.',
    },
    scan: { title: 'Scan a folder', text: 'Scan reads a whole folder into a table and a CSV file.' },
    train: {
      title: 'Train your own model',
      text: 'Settings, Training: learns from a folder of your own labelled films and says how good the new model is.',
    },
    worklist: {
      title: 'The list',
      text: 'Sort by suspicion, filter or search; the arrow keys move through the list. ? shows all keys.',
    },
  },
}
export type TourWords = typeof english

/** What the tour says. */
export const tourWords = defineWords({ en: english, de: german })
