import type { modelProblems, Sayings } from '#shared/problems/index.ts'

const noExport = (why: string) => `Das ist kein exportiertes Modell: ${why}`
const refused = (why: string) => `Dieses exportierte Modell lässt sich nicht übernehmen: ${why}`
const badWeights = 'Die Datei mit den Gewichten ist beschädigt oder nicht im Format safetensors:'

export const modelsGerman: Sayings<typeof modelProblems> = {
  'model-unknown': 'Dieses Modell gibt es hier nicht; sehen Sie in der Liste der Modelle nach, welche es gibt.',
  'model-id-impossible': 'So kann kein Modell heißen; sehen Sie in der Liste der Modelle nach, welche es gibt.',
  'model-none-before':
    'Es gibt kein Modell, zu dem man zurück könnte: Keines war vor diesem aktiv, oder sie sind gelöscht.',
  'model-bundled': 'Dieses Modell gehört zum Programm und lässt sich nicht löschen.',
  'model-active':
    'Dieses Modell ist das aktive. Aktivieren Sie erst ein anderes, oder sagen Sie, dass es gelöscht werden soll, obwohl es aktiv ist.',
  'model-deletion-unsure':
    'Nichts wurde gelöscht. Ein gelöschtes Modell ist endgültig weg: Exportieren Sie es vorher, oder bestätigen Sie mit --yes.',
  'model-without-report':
    'Dieses Modell hat keinen Bericht: Es kam mit dem Programm, oder von einem Ort, der keinen mitgab.',
  'model-like-bundled': 'Ein Modell kann nicht an die Stelle dessen treten, das zum Programm gehört.',
  'model-not-put':
    'Das neue Modell ließ sich nicht neben die anderen legen; vielleicht gibt es schon eines dieses Namens.',

  // a model's folder
  'model-choice-damaged':
    'Die Angabe, welches Modell aktiv ist, ist beschädigt, und ungefragt wird kein anderes genommen: Wählen Sie ein Modell.',
  'model-choice-in-use': 'Ein anderes Programm ändert gerade, welches Modell aktiv ist; versuchen Sie es noch einmal.',
  'model-card-missing':
    'Die Karte des Modells fehlt, sodass der Ordner kein ganzes Modell enthält; fügen Sie es noch einmal hinzu, oder löschen Sie, was davon da ist.',
  'model-card-damaged':
    'Die Karte des Modells ist beschädigt oder stammt von einer anderen Version des Programms; trainieren Sie das Modell neu, oder fügen Sie es noch einmal hinzu.',
  'model-card-of-another':
    'Die Karte des Modells ist die eines anderen Modells; fügen Sie das Modell noch einmal hinzu.',
  'model-files-changed':
    'Die Dateien des Modells wurden geändert oder beschädigt, nachdem es gemacht war; trainieren Sie es neu, oder fügen Sie es noch einmal hinzu.',
  'model-report-damaged':
    'Der Bericht des Modells ist beschädigt oder von einer anderen Version des Programms; trainieren Sie es neu, oder fügen Sie es noch einmal hinzu.',
  'model-weights-outside':
    'Die Gewichte des Modells liegen außerhalb seines Ordners; benutzen Sie dieses Modell nicht.',
  'model-weights-missing':
    'Die Gewichte des Modells fehlen oder lassen sich nicht lesen; trainieren Sie es neu, oder fügen Sie es noch einmal hinzu.',
  'model-weights-other':
    'Die Gewichte des Modells sind nicht die, die seine Karte beschreibt; die Datei ist beschädigt. Trainieren Sie es neu, oder fügen Sie es noch einmal hinzu.',
  'model-part-missing': ({ name }) =>
    `Dem Modell fehlt ${name} in der Form, die seine Karte angibt; benutzen Sie dieses Modell nicht.`,

  // weights
  'weights-too-short': `${badWeights} Sie ist kürzer als ihre Kopfdaten.`,
  'weights-header-too-long': `${badWeights} Ihre Kopfdaten sind länger als die Datei.`,
  'weights-header-damaged': `${badWeights} Ihre Kopfdaten lassen sich nicht lesen.`,
  'weights-tensor-misfit': ({ name }) => `${badWeights} Der Tensor ${name} passt nicht zu seiner Form.`,
  'trunk-part-beyond': ({ name }) =>
    `Das sind nicht die Gewichte eines ResNet-18, das kein ${name} hat; wählen Sie die eines ResNet-18.`,
  'trunk-part-missing': ({ name }) =>
    `Die Gewichte sind nicht die eines ResNet-18: ${name} fehlt oder hat eine andere Form.`,

  // a model as one file
  'export-no-zip': noExport('Es ist keine ZIP-Datei oder eine beschädigte.'),
  'export-damaged': noExport('Die Datei ist beschädigt.'),
  'export-foreign-file': noExport('Die Datei enthält etwas, das nicht zu einem Modell gehört.'),
  'export-file-twice': noExport('Sie enthält eine Datei zweimal.'),
  'export-encrypted': noExport('Die Datei ist verschlüsselt.'),
  'export-file-too-large': noExport('Eine Datei darin ist größer, als eine solche sein kann.'),
  'export-incomplete': refused('Seine Karte oder seine Gewichte fehlen.'),
  'export-other-weights': refused('Seine Karte nennt andere Gewichte.'),
  'export-other-report': refused('Sein Bericht handelt von einem anderen Modell.'),
  'export-without-list': refused('Die Liste seiner Dateien fehlt.'),
  'export-changed': refused('Seine Dateien sind nicht die, die es aufführt; es ist beschädigt oder wurde geändert.'),
  'export-files-missing': refused('Dateien, die es aufführt, fehlen.'),
  'export-file-damaged': refused(
    'Eine Datei darin ist beschädigt oder stammt von einer anderen Version des Programms.',
  ),
  'new-file-exists': 'Eine Datei dieses Namens gibt es schon; wählen Sie einen anderen.',
  'new-file-disk-full':
    'Der Datenträger ist voll; schaffen Sie Platz, oder schreiben Sie auf einen anderen Datenträger.',
  'new-file-not-writable':
    'Die Datei lässt sich dort nicht schreiben; prüfen Sie den Ordner, und ob Sie dort schreiben dürfen.',
}
