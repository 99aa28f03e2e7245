import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Films',
  search: 'Find in the list',
  order: 'Order',
  orders: {
    opened: 'As opened',
    suspicion: 'By suspicion',
    uncertainty: 'Least certain first',
    chance: 'By chance',
    date: 'By date',
    name: 'By name',
  },
  filter: 'Show',
  filters: {
    all: 'All',
    fracture: 'Fracture',
    uncertain: 'Uncertain',
    'no-fracture': 'No fracture',
    'not-judged': 'Not judged',
    unread: 'Not read yet',
    reviewed: 'Reviewed',
    unanswered: 'Not labelled yet',
    differing: 'Readers differ',
    key: 'Key images',
    noted: 'With a note',
    problems: 'Could not be opened',
  },
  noneFound: 'No film matches.',
  noneFoundYet: (unread: number) => `No film matches so far. ${unread.toLocaleString('en')} not read yet.`,
  studyUnread: 'Study not read yet',
  studyVerdict: (verdict: string, view: string | undefined, read: number, films: number) =>
    `Study: ${verdict}, its most suspicious film${view ? ` (${view})` : ''}${read < films ? `; ${read} of ${films} read` : ''}`,
  labelled: (done: number, films: number) => `${done.toLocaleString('en')} of ${films.toLocaleString('en')} labelled`,
  labelling: 'Label film after film: an answer shows the next',
  readList: 'Reading the list',
  unread: (films: number) => `${films.toLocaleString('en')} not read yet`,
  pauseReading: 'Pause reading the list',
  resumeReading: 'Read the list',
  readingWaits: 'Continues when the training or scan has ended.',
  readAgain: 'Try again',
  anonymous: 'Hide names',
  private: 'Private mode: keep nothing',
  privateOn: 'Private: nothing is kept',
  notKept: 'Annotations are not saved yet; they will be when the connection is back.',
  forget: 'Forget this study',
  forgetLead: (films: number) =>
    `${films > 1 ? `It has ${films} films here. Their entries` : 'Its entry'} in this list and ${films > 1 ? 'their' : 'its'} readings, reviews, ` +
    `measurements, marks, notes and key images are permanently deleted. The ${films > 1 ? 'files stay' : 'file stays'}.`,
  forgetNow: 'Forget it',
  keep: 'Keep it',
  list: 'Opened films',
  closeAll: 'Close all',
  closed: (films: number) => `${films.toLocaleString('en')} ${films === 1 ? 'film' : 'films'} closed.`,
  undoClose: 'Undo',
  byPath: 'Open by path…',
  close: (name: string) => `Close ${name}`,
  dismiss: (name: string) => `Dismiss ${name}`,
  reading: 'Reading…',
  probability: (value: string) => `Probability ${value}`,
  failed: 'Reading failed',
  counts: (films: number, problems: number) =>
    `${films.toLocaleString('en')} ${films === 1 ? 'film' : 'films'}${problems ? `, ${problems.toLocaleString('en')} not opened` : ''}`,
}
export type WorklistWords = typeof english

/** The words of the worklist. */
export const worklistWords = defineWords({ en: english, de: german })

/** Switches labelling film after film on and off. */
export const labellingKey = ';'
