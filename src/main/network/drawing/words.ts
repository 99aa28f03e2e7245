import type { Language } from '#shared/language.ts'

/** What a network's drawing says. Numbers come as texts. */
const english = {
  title: 'Drawing of the network',
  parameters: (count: string) => `${count} parameters`,
  film: 'Film',
  stem: 'Stem',
  layer: (number: number) => `Layer ${number}`,
  standardise: 'Standardise',
  teacher: 'Teacher',
  student: 'Student',
  teachersLogits: 'Teacher’s logits',
  studentsLogits: 'Student’s logits',
  both: 'Both',
  gate: 'Gate',
  experts: (count: number) => `${count} experts`,
  sharedExpert: 'Shared expert',
  topK: 'Softmax, top k',
  sum: 'Weighted sum',
  places: 'Places',
  classifier: 'Classifier',
  evidence: 'Evidence map',
  filmAndPlaces: 'Film, top places',
  logits: 'Logits',
  mean: 'mean over locations',
  classes: (count: number) => `${count} classes`,
  totals: (parameters: string, trained: string, adds: string) =>
    `${parameters} parameters, of which ${trained} trained; ${adds} multiply-adds a film. Dashed: frozen. Shapes: channels × rows × columns.`,
}
export type DrawingWords = {
  [Name in keyof typeof english]: (typeof english)[Name] extends string ? string : (typeof english)[Name]
}

const german: DrawingWords = {
  title: 'Zeichnung des Netzes',
  parameters: (count) => `${count} Parameter`,
  film: 'Aufnahme',
  stem: 'Eingang',
  layer: (number) => `Schicht ${number}`,
  standardise: 'Normierung',
  teacher: 'Lehrer',
  student: 'Schüler',
  teachersLogits: 'Logits des Lehrers',
  studentsLogits: 'Logits des Schülers',
  both: 'Beide',
  gate: 'Verteiler',
  experts: (count) => `${count} Experten`,
  sharedExpert: 'Experte für alle',
  topK: 'Softmax, beste k',
  sum: 'Mischung',
  places: 'Stellen',
  classifier: 'Klassifikator',
  evidence: 'Hinweiskarte',
  filmAndPlaces: 'Ganzes, höchste',
  logits: 'Logits',
  mean: 'Mittel der Stellen',
  classes: (count) => `${count} Klassen`,
  totals: (parameters, trained, adds) =>
    `${parameters} Parameter, davon ${trained} trainiert; ${adds} Multiplikationen mit Addition je Aufnahme. Gestrichelt: eingefroren. Formen: Kanäle × Zeilen × Spalten.`,
}

export const drawingWords: Record<Language, DrawingWords> = { en: english, de: german }
