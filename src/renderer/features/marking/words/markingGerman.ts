import type { Translation } from '#renderer/base/language/index.ts'
import type { MarkingWords } from './marking.ts'

export const german: Translation<MarkingWords> = {
  question: 'Was sehen Sie?',
  answers: { fracture: 'Fraktur', none: 'Keine', unsure: 'Unklar' },
  answerOf: { fracture: 'Sie sehen eine Fraktur', none: 'Sie sehen keine Fraktur', unsure: 'Sie sind nicht sicher' },
  earlier: {
    agree: 'Frühere Beurteilung: Sie stimmten dem Modell zu.',
    disagree: 'Frühere Beurteilung: Sie widersprachen dem Modell.',
    unsure: 'Frühere Beurteilung: Sie waren nicht sicher.',
  },
  others: 'Andere Befunder',
  noName: 'Ohne Namen',
  otherAnswer: (reader, answer) => `${reader}: ${answer}`,
  differs: 'anders als Sie',
  tool: 'Fraktur markieren',
  shapeLabel: 'Form der nächsten Markierung',
  shape: { box: 'Rechteck', ellipse: 'Ellipse', polygon: 'Vieleck' },
  lead: 'Um die Fraktur ziehen. Eingabe markiert die Bildmitte; Pfeile verschieben, Umschalt mit Pfeilen ändert die Größe.',
  polygonLead: 'Ecke für Ecke klicken; Eingabe oder die erste Ecke schließt.',
  layer: 'Markierungen des Befunders',
  mark: (number) => `Markierung ${number}`,
  category: 'Art der Fraktur (freiwillig)',
  remove: 'Löschen',
  undo: 'Letzte Antwort oder Markierung zurücknehmen',
}
