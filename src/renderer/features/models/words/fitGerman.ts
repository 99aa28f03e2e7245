import { group, type Translation } from '#renderer/base/language/index.ts'
import type { FitWords } from './fit.ts'

const films = (count: number) => (count === 1 ? '1 Aufnahme' : `${group(count)} Aufnahmen`)

export const german: Translation<FitWords> = {
  title: 'Ein Modell an eigene Aufnahmen anpassen',
  lead: 'Ohne Training: 40 bis 300 eigene Aufnahmen bekannter Klasse stellen ein, was eine Wahrscheinlichkeit bedeutet und wo die beiden Arbeitspunkte liegen. Das Ergebnis ist eine eigene Version, und Sie können jederzeit zurück.',
  model: 'Modell',
  name: 'Name der angepassten Version (freiwillig)',
  films: 'Aufnahmen',
  folder: 'Ein Ordner mit Aufnahmen bekannter Klasse, oder ein Manifest',
  reviewed: ({ fractured, unfractured }) =>
    `Im Befundraum beurteilte Aufnahmen: ${group(fractured)} mit Fraktur, ${group(unfractured)} ohne`,
  noneReviewed: 'Im Befundraum beurteilte Aufnahmen: noch keine',
  start: 'Anpassen',
  stages: { inspect: 'Aufnahmen werden angesehen', read: 'Aufnahmen werden befundet' },
  finding: (name, count, fractured, groups) =>
    `${name} ist an ${films(count)} (${group(fractured)} mit Fraktur) aus ${group(groups)} Gruppen angepasst.`,
  before: 'Vorher',
  after: 'Angepasst',
  scale: (name, ruleOut, ruleIn) => `${name}: keine Fraktur bis ${ruleOut}, Fraktur ab ${ruleIn}`,
  zones: {
    noFracture: 'Keine Fraktur',
    uncertain: 'Unsicher',
    fracture: 'Fraktur',
    moves: 'Balken darunter: wo die Punkte mit anderen Aufnahmen desselben Hauses liegen könnten',
  },
  table:
    'Auf diesen Aufnahmen. „Angepasst“ beurteilt jede Aufnahme nach einer Anpassung an die übrigen; 95-%-Intervalle.',
  carries: {
    ruleOut:
      'Es sind genug Aufnahmen mit Fraktur, um zu prüfen, dass der Ausschlusspunkt 95 % davon findet, und sie bestätigen es.',
    ruleIn:
      'Es sind genug Aufnahmen ohne Fraktur, um zu prüfen, dass der Einschlusspunkt 95 % davon verschont, und sie bestätigen es.',
  },
  fails: {
    ruleOut: (count) =>
      `${films(count)} mit Fraktur können nicht zeigen, dass der Ausschlusspunkt hier 95 % der Frakturen findet.`,
    ruleIn: (count) =>
      `${films(count)} ohne Fraktur können nicht zeigen, dass der Einschlusspunkt 95 % davon verschont.`,
  },
  prevalence: (percent) =>
    `Die Wahrscheinlichkeiten gelten, wo etwa ${percent} % der Aufnahmen eine Fraktur zeigen, wie unter diesen.`,
  seen: (count) =>
    count === 1
      ? 'Mit 1 Aufnahme davon wurde das Modell trainiert oder angepasst; sie blieb beiseite.'
      : `Mit ${films(count)} davon wurde das Modell trainiert oder angepasst; sie blieben beiseite.`,
  unknownSeen: 'Ob das Modell mit einigen dieser Aufnahmen trainiert wurde, ist nicht bekannt.',
  activate: 'Diese Version aktivieren',
  active: 'Diese Version befundet ab jetzt. „Zurück zu …“ oben kehrt zur vorigen zurück.',
}
