import { reportSayings } from '#shared/reportSayings/index.ts'
import type { Translation } from '#renderer/base/language/index.ts'
import type { CardWords } from './card.ts'

export const german: Translation<CardWords> = {
  show: (name) => `Modell ${name}: Karte zeigen`,
  loading: 'Die Modellkarte wird geladen…',
  said: reportSayings.de.cardText,
  data: 'Trainingsdaten',
  trainedOn: 'Datensatz',
  credit: 'Urheber',
  licence: 'Lizenz',
  films: 'Aufnahmen',
  filmsOf: (films, groups) => `${films.toLocaleString('de')} in ${groups.toLocaleString('de')} Gruppen`,
  split: 'Training / Validierung / zurückgehalten',
  holdout: 'An zurückgehaltenen Gruppen',
  auc: 'Fläche unter der ROC-Kurve',
  ruleIn: 'Am Einschlusspunkt',
  ruleOut: 'Am Ausschlusspunkt',
  sensitivity: 'Sensitivität',
  specificity: 'Spezifität',
  calibration: 'Kalibrierungsfehler (ECE)',
  pointsAt: 'Zeigt auf eine Fraktur, von markierten Aufnahmen',
  crossValidated: 'An Aufnahmen von hier, kreuzvalidiert',
  fitted: (parent, films, day) => `Am ${day} an ${films} Aufnahmen angepasst; vorher: ${parent}.`,
  interval: 'mit 95-%-Intervall',
  network: 'Netz',
  shape: 'Form',
  networkOf: (side, experts, topK) => `Eingang ${side} × ${side}, ${experts} Experten, ${topK} an jeder Stelle`,
  created: 'Erstellt',
  id: 'Kennung',
}
