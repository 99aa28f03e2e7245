import { duration } from '#renderer/base/format/index.ts'
import { group, type Translation } from '#renderer/base/language/index.ts'
import type { RecipeWords } from './recipe.ts'

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1).replace('.', ',')} GiB`

export const german: Translation<RecipeWords> = {
  title: 'Wie trainiert wird',
  name: 'Name des Modells',
  recipes: 'Rezept',
  recipe: {
    quick: {
      title: 'Schnell',
      text: 'Behält, was das Modell sehen kann, und lernt neu, es zu beurteilen. Minuten. Ein guter erster Versuch und bei einigen Hundert Aufnahmen oft fast so gut wie „Gründlich“.',
    },
    thorough: {
      title: 'Gründlich',
      text: 'Erst der schnelle Teil, dann lernen auch tiefere Schichten: bis zu zwölf Mal durch die Aufnahmen, um zu sehen, wie lange gut ist, und dann so lange an allen. Ohne Grafikkarte Stunden. Lohnt sich ab tausend Aufnahmen.',
    },
    tutorial: {
      title: 'Lehrbeispiel',
      text: 'Wie in der Anleitung, aus der dieses Programm entstand: 224 Pixel, 5 Epochen, 128 Aufnahmen je Schritt. Braucht viel Speicher. Für den Unterricht.',
    },
    custom: { title: 'Eigenes', text: 'Ihre eigenen Zahlen, bei den weiteren Möglichkeiten unten.' },
  },
  estimate: {
    title: 'Auf diesem Rechner',
    measuring: 'Einige echte Schritte werden gemessen…',
    again: 'Noch einmal messen',
    about: (seconds) => `Höchstens etwa ${duration(seconds)}`,
    memory: (bytes, available) => `etwa ${gigabytes(bytes)} Speicher; ${gigabytes(available)} sind frei`,
    tooMuch:
      'Das kann mehr Speicher brauchen, als frei ist. Wählen Sie weniger Aufnahmen je Schritt oder eine kleinere Eingabe.',
    stages: {
      films: 'Aufnahmen öffnen',
      features: 'Aufnahmen betrachten',
      heads: 'Beurteilen lernen',
      epochs: 'Tiefere Schichten',
      evaluate: 'Zurückgehaltene beurteilen',
    },
    note: 'Gemessen, ohne dass anderes zu tun war; es endet früher, wo Aufnahmen schon bekannt sind oder die zur Kontrolle nicht besser werden. Sie können unterdessen befunden.',
    none: 'Berichtigen Sie zuerst die Zahlen unten.',
    busy: 'Gerade läuft ein anderes Training, darum ist das mehr, als es allein wäre. Das neue wartet auf dessen Ende.',
  },
  advanced: 'Weitere Möglichkeiten',
  empty: (value) => `leer: ${value}`,
  fields: {
    mode: {
      label: 'Was lernt',
      text: 'Köpfe: nur der beurteilende Teil, auf einmal berechneten Merkmalen. Ganz: auch die Schichten 2 bis 4.',
    },
    modes: { heads: 'Nur die Köpfe', full: 'Köpfe, dann Schichten 2–4' },
    places: {
      label: 'Wo Frakturen sind',
      text: 'Mit Markierungen auf den Aufnahmen lernt das Modell, auf Frakturen zu zeigen; auch sein Urteil wird besser.',
      choices: {
        auto: 'Aus Markierungen, wenn mindestens 20 Aufnahmen welche haben',
        yes: 'Immer aus Markierungen',
        no: 'Nie',
      },
    },
    learningCurve: {
      label: 'Lernkurve',
      text: 'Trainiert auch mit einem Viertel, der Hälfte und drei Vierteln der Aufnahmen und sagt, ob mehr Aufnahmen helfen würden. Dauert etwa zweieinhalbmal so lang.',
    },
    inputSize: {
      label: 'Eingabegröße',
      text: 'Seite des Quadrats in Pixeln, das das Netz sieht. Größer zeigt feinere Linien und dauert so viel länger, wie es mehr Pixel hat.',
      range: '224, 320, 448 oder 640',
    },
    sameSize: 'Mit Markierungen 640 (Köpfe) oder 448 (ganz), sonst wie das Ausgangsmodell',
    epochs: {
      label: 'Epochen',
      text: 'Wie oft alle Aufnahmen durchgegangen werden. Zu oft, und das Modell lernt sie auswendig; das beste unterwegs wird behalten.',
      range: 'eine ganze Zahl von 1 bis 500',
    },
    batch: {
      label: 'Aufnahmen je Schritt',
      text: 'Aufnahmen, die betrachtet werden, ehe das Modell ein wenig geändert wird. Mehr brauchen mehr Speicher.',
      range: 'eine ganze Zahl von 2 bis 512',
    },
    learningRate: {
      label: 'Lernrate',
      text: 'Wie stark es jedes Mal geändert wird. Zu groß, und das Training gerät aus der Bahn; zu klein, und es bewegt sich kaum.',
      range: 'größer als 0, höchstens 1',
    },
    weightDecay: {
      label: 'Gewichtsabnahme',
      text: 'Wie stark Gewichte gegen null gezogen werden, gegen das Auswendiglernen.',
      range: 'von 0 bis 1',
    },
    classWeights: {
      label: 'Jede Klasse gleich gewichten',
      text: 'Eine Aufnahme einer seltenen Klasse zählt mehr, damit beide Klassen gleich wichtig sind.',
    },
    crossFit: {
      label: 'Jede Aufnahme reihum beurteilen',
      text: (folds) =>
        `Kalibrierung und Arbeitspunkte beruhen dann auf allen Aufnahmen statt auf einem Fünftel; jede wird von einem Netz beurteilt, das sie nicht kennt (${folds} Teile, zusammen ausgewertet). Trainiert ${folds + 1}-mal statt zweimal.`,
    },
    seed: {
      label: 'Startzahl',
      text: 'Womit der Zufall beginnt: dieselbe Zahl ergibt bei denselben Aufnahmen dieselbe Aufteilung und dasselbe Modell.',
      range: 'eine ganze Zahl ab 0',
    },
    from: { label: 'Ausgehen von', text: 'Das Modell, dessen Augen übernommen werden.' },
    activeModel: (name) => `${name} (aktiv)`,
    splitFile: {
      label: 'Datei mit der Aufteilung',
      text: 'Eine CSV-Datei mit den Spalten file und split, die sagt, womit trainiert und was zurückgehalten wird. Leer: wie die Aufnahmen kamen, oder jetzt aufgeteilt.',
    },
  },
  wrong: (range) => `Hier gehört hin: ${range}.`,
  films: (count, leftOut) => `${group(count)} Aufnahmen${leftOut > 0 ? `, ${group(leftOut)} ausgelassen` : ''}`,
  back: 'Zurück zu den Aufnahmen',
  start: 'Training beginnen',
}
