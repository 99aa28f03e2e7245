import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './markingGerman.ts'

const english = {
  question: 'What do you see?',
  answers: { fracture: 'Fracture', none: 'None', unsure: 'Unsure' },
  answerOf: { fracture: 'You see a fracture', none: 'You see no fracture', unsure: 'You are unsure' },
  /** Of when the question was whether the model is right. */
  earlier: {
    agree: 'Earlier review: you agreed with the model.',
    disagree: 'Earlier review: you disagreed with the model.',
    unsure: 'Earlier review: you were unsure.',
  },
  others: 'Other readers',
  noName: 'Reader without a name',
  otherAnswer: (reader: string, answer: string) => `${reader}: ${answer}`,
  differs: 'differs from yours',
  tool: 'Mark the fracture',
  shapeLabel: 'Shape of the next mark',
  shape: { box: 'Box', ellipse: 'Ellipse', polygon: 'Polygon' },
  lead: 'Drag around the fracture. Enter marks the middle of the view; arrows move, Shift and arrows resize.',
  polygonLead: 'Click corner after corner; Enter or the first corner closes.',
  layer: 'Marks of the reader',
  mark: (number: number) => `Mark ${number}`,
  category: 'Kind of fracture (optional)',
  remove: 'Delete',
  undo: 'Undo the last answer or mark',
}
export type MarkingWords = typeof english

/** The words of what a reader sees, and where. */
export const markingWords = defineWords({ en: english, de: german })
