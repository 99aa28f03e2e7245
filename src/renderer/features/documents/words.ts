import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  kinds: { report: 'Report', presentation: 'Annotations' },
  reportLead: 'What the file says, item by item; whoever wrote it.',
  presentationLead: 'What the file draws over its films. V shows and hides it.',
  layers: (layers: string[]) => `Layers: ${layers.join(', ')}`,
  shapes: (count: number) => (count === 1 ? '1 shape or text' : `${count} shapes and texts`),
  left: (count: number) => `Not drawn, because of a kind that the program does not know: ${count}`,
  filmsOpen: (open: number, all: number) => `Films of it that are open: ${open} of ${all}`,
  cut: 'There is more of it than is shown here.',
  drawnOver: 'Annotations of a presentation state',
}
export type DocumentWords = typeof english

/** Of reports and presentation states. */
export const documentWords = defineWords({ en: english, de: german })
