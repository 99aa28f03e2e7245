import type { reviewsProblems, Sayings } from '#shared/problems/index.ts'

export const reviewsGerman: Sayings<typeof reviewsProblems> = {
  'reviews-none-kept':
    'In der Aufnahmenliste ist noch nichts beurteilt; beantworten Sie „Was sehen Sie?“ unter einer Aufnahme.',
  'reviews-none': 'Die Tabellen mit Beurteilungen haben keine Zeilen.',
  'reviews-no-table':
    'Dies ist keine CSV-Tabelle mit den nötigen Spalten; Tabellen mit Beurteilungen schreibt „reviews export“.',
  'reviews-line-wrong':
    'In einer Zeile einer Tabelle mit Beurteilungen fehlt die Aufnahme, oder die Antwort ist weder fracture noch none noch unsure.',
  'reviews-reference-elsewhere':
    'Die Referenz nennt keine der beurteilten Aufnahmen; prüfen Sie, ob beide Tabellen dieselben Dateien nennen.',
  'reviews-reader-unknown': 'Keine Beurteilung stammt von diesem Befunder; prüfen Sie den Namen in den Tabellen.',
  'reviews-two-references': 'Nennen Sie eine Referenz: eine Tabelle mit Klassen oder einen Befunder.',
}
