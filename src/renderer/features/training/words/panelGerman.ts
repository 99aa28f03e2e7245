import { group, type Translation } from '#renderer/base/language/index.ts'
import type { TrainingWords } from './panel.ts'

const films = (count: number) => (count === 1 ? '1 Aufnahme' : `${group(count)} Aufnahmen`)

export const german: Translation<TrainingWords> = {
  title: 'Training',
  lead:
    'Ein Modell, das die Aufnahmen Ihres Hauses kennt: aus zwei Ordnern mit Aufnahmen, einem mit und einem ohne Frakturen, oder aus Aufnahmen, die Sie beurteilt haben. Etwa ' +
    'zwanzig von jeder Art, von verschiedenen Patienten, sind das Mindeste, einige Hundert sind besser. Alles bleibt auf diesem Rechner, und das aktive Modell bleibt es, bis Sie ein anderes wählen.',
  steps: { films: 'Aufnahmen', recipe: 'Rezept', run: 'Training', report: 'Ergebnis' },
  stepsLabel: 'Schritte eines Trainings',
  back: 'Alle Trainings',
  choose: {
    title: 'Neues Training',
    label: 'Ordner mit Aufnahmen bekannter Klasse auf dem Rechner, auf dem FractureGuard läuft',
    hint: 'Ein Ordner für jede Klasse, etwa „Fractured“ und „Non-Fractured“; oder ein Manifest, eine CSV-Datei mit den Spalten file und label.',
    placeholder: '/pfad/zum/ordner',
    inspect: 'Aufnahmen ansehen',
    recent: 'Zuvor benutzt',
    drop: 'Oder ziehen Sie den Ordner hierher.',
    dropUnknown:
      'Ein Browser verrät nicht, wo ein hineingezogener Ordner liegt. Schreiben Sie seinen Pfad oben hinein.',
  },
  reviewed: {
    title: 'Von Ihnen beurteilte Aufnahmen',
    none: 'Oder zeigen Sie es dem Modell: Öffnen Sie Aufnahmen im Befundraum, markieren Sie jede Fraktur (Q) und antworten Sie auf „Was sehen Sie?“. Ab zwanzig markierten Aufnahmen lernt das Modell, wo Frakturen sind.',
    some: ({ fractured, marked, unfractured }) =>
      `Sie haben im Befundraum ${films(fractured + unfractured)} beurteilt: ${group(fractured)} mit Fraktur (davon ${group(marked)} markiert) und ${group(unfractured)} ohne.`,
    oneKind: 'Ein Training braucht Aufnahmen mit und ohne Fraktur.',
    use: 'Diese Aufnahmen verwenden',
  },
  agreement: {
    title: 'Wie Befunder übereinstimmen',
    lead: 'Bei Aufnahmen, zu denen beide geantwortet haben. κ (Cohen) lässt weg, was schon der Zufall ergäbe: 1 ist volle Übereinstimmung, 0 keine über den Zufall hinaus.',
    columns: ['Befunder', 'Aufnahmen', 'Gleiche Antwort', 'κ (95-%-Intervall)'],
    noName: 'Ohne Namen',
    noKappa: 'lässt sich nicht sagen',
  },
  differences: {
    title: 'Wo Befunder uneins sind',
    lead: 'Öffnen Sie eine Aufnahme, um sie noch einmal anzusehen und zu antworten; diese Antwort gilt als neben den anderen gegeben, und κ bleibt das der Antworten davor.',
    none: 'Bei jeder Aufnahme, zu der mehrere geantwortet haben, sind sie sich einig.',
    settled: (count) => `Bei ${films(count)} waren sie erst uneins und sind sich jetzt einig.`,
    waiting: (count) =>
      `Andere sind bei ${films(count)} uneins, zu ${count === 1 ? 'der' : 'denen'} Sie noch nicht geantwortet haben; antworten Sie zuerst.`,
    order: 'Reihenfolge',
    orders: { newest: 'Neueste zuerst', apart: 'Größter Unterschied zuerst' },
    open: (name) => `${name} öffnen`,
    frame: (frame) => `Bild ${group(frame)}`,
    unaided: (answer) => `zuerst: ${answer}`,
    more: (count) => `Alle ${group(count)} anzeigen`,
  },
  inspecting: {
    stages: {
      inspect: 'Jede Aufnahme wird angesehen',
      compare: 'Kopien werden gesucht',
      sheet: 'Beispiele werden gezeichnet',
    },
    counted: (done, total) => (total > 0 ? `${group(done)} von ${group(total)}` : group(done)),
    stop: 'Beenden',
  },
  className: (name) => ({ 'No fracture': 'Keine Fraktur', Fracture: 'Fraktur' })[name] ?? name,
}
