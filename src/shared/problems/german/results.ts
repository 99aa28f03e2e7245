import type { Sayings, resultsProblems } from '#shared/problems/index.ts'

export const resultsGerman: Sayings<typeof resultsProblems> = {
  'results-not-dicom':
    'Ergebnisse als DICOM beziehen sich auf die gelesene Aufnahme, und diese Aufnahme ist keine DICOM-Datei; es gibt nichts, worauf sie sich beziehen könnten.',
  'results-without-identity':
    'Die Datei sagt nicht, welche Studie, welche Serie und welches Objekt sie ist; kein Ergebnis kann sich auf sie beziehen.',
  'results-folder-unwritable':
    'Die Ergebnisse lassen sich nicht in diesen Ordner schreiben; prüfen Sie, ob es einer ist und ob Sie dort schreiben dürfen.',
  'results-disk-full': 'Der Datenträger der Ergebnisse ist voll; schaffen Sie Platz, dann geht es weiter.',
  'results-among-films':
    'Die Ergebnisse kämen zwischen die Aufnahmen zu liegen, die gelesen werden; wählen Sie einen Ordner außerhalb.',
  'result-is-no-film':
    'Dieses Bild ist ein Ergebnis dieses Programms, mit eingezeichneten Fundstellen, und keine Aufnahme; öffnen Sie die Aufnahme, aus der es entstand.',
  'results-folder-unnamed': 'Sagen Sie, wohin die Ergebnisse kommen: --to DIR.',
}
