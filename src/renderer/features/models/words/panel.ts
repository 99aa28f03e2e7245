import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './panelGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Models',
  lead: 'Every training makes a new version; the active one reads films. A version never changes, and the built-in model always stays.',
  loading: 'Loading the models…',
  columns: {
    name: 'Model',
    data: 'Trained on',
    made: 'Created',
    auc: 'Area under the curve',
    ruleIn: 'Rule in',
    ruleOut: 'Rule out',
    size: 'Size',
    actions: 'Actions',
  },
  figures: 'Figures are for films held out from training, with 95 % intervals.',
  films,
  sensitivity: 'sensitivity',
  specificity: 'specificity',
  interval: (value: string, low: string, high: string) => `${value} (${low} – ${high})`,
  active: 'Active',
  bundled: 'Built in',
  chance: {
    title: (name: string) => `${name} may be no better than chance`,
    lead: (low: string, high: string) =>
      `Its area under the ROC curve is between ${low} and ${high} (95 % interval); a coin has 0.50. Compare it with the active model before you use it.`,
    compare: 'Compare first',
    use: 'Activate anyway',
    keep: 'Cancel',
  },
  activate: 'Activate',
  activateOf: (name: string) => `Activate ${name}`,
  rollBack: (name: string) => `Back to ${name}`,
  more: (name: string) => `More for ${name}`,
  network: 'Network…',
  report: 'Open the report…',
  noReport: 'No report available',
  export: 'Export for another installation (.zip)',
  exportOnnx: 'Export the network (.onnx)',
  exportTrunk: 'Export the trunk (torchvision)',
  exportTo: 'Export to a path…',
  delete: 'Delete…',
  import: 'Import…',
  importing: 'Checking the file…',
  imported: (name: string) => `${name} was checked and imported. It is not used until you activate it.`,
  exported: (name: string, size: string) => `${name} exported: ${size}.`,
  activated: (name: string) => `${name} is now active.`,
  deleted: (name: string) => `${name} deleted.`,
  drop: 'Or drop an exported model (.zip) anywhere on this page.',
  dropHere: 'Drop to import the model',
  damaged: {
    title: 'Damaged',
    lead: 'These folders contain no complete model and are not used.',
    active: 'was active',
    delete: 'Delete the remains…',
    deleteOf: (id: string) => `Delete the remains of ${id}`,
  },
  deleting: {
    title: (name: string) => `Delete ${name}?`,
    lost: (count: number, data: string, made: string, size: string) =>
      `This permanently deletes its weights, card and report: what it learned from ${films(count)} of “${data}” on ${made} (${size}).`,
    lostDamaged: (id: string, size: string) => `This permanently deletes what is left in the folder “${id}” (${size}).`,
    stays: 'Its training films and the readings it made stay.',
    takesOver: (name: string) => `It is the active model; ${name} becomes active instead.`,
    keep: 'Keep it',
    exportFirst: 'Export it first',
    now: 'Delete permanently',
  },
  exporting: {
    title: (name: string) => `Export ${name}`,
    lead: 'Writes a new file on the machine that runs FractureGuard. A name ending in .onnx gives the network for other tools, .safetensors the trunk for torchvision, and any other name a file to import elsewhere. It contains no film or folder names, and only the columns that you choose here.',
    path: 'Path of the new file',
    placeholder: '/path/to/model.zip',
    now: 'Export',
    name: 'Name in the export (empty: its name here, unless that is a folder name)',
    columns: 'Columns of your data to include in its report',
    column: (name: string, values: readonly string[]) => `${name}: ${values.join(', ')}`,
    check: 'Anyone who gets the file can read these values. Do not choose a column that identifies patients.',
    download: 'Download (.zip)',
  },
  networkDialog: {
    title: (name: string) => `Network of ${name}`,
    lead: (parameters: string, trained: string, adds: string) =>
      `${parameters} parameters, ${trained} of them trained; ${adds} multiply-adds per film.`,
    drawing: 'Drawing of the network',
    saveDrawing: 'Save the drawing',
    layers: 'Layers',
    columns: {
      name: 'Layer',
      kind: 'Kind',
      output: 'Output',
      parameters: 'Parameters',
      adds: 'Multiply-adds',
      frozen: '',
    },
    frozen: 'frozen',
  },
  reportDialog: {
    title: (name: string) => `Report of ${name}`,
    lead: 'How the model performs on films it had never seen.',
    loading: 'Opening the report…',
    save: 'Save as a file',
  },
  comparison: {
    title: 'Compare two models',
    lead: 'Both models read the same labelled films, and a paired test says whether they differ. Films that neither was trained on tell you most.',
    a: 'Model A',
    b: 'Model B',
    folder: 'Folder of labelled films, or a manifest',
    placeholder: '/path/to/folder',
    unseen: 'Leave out films that either model is known to have been trained on',
    start: 'Compare',
    stop: 'Stop',
    same: 'Choose two different models.',
    stages: { inspect: 'Looking at the films', read: 'Reading with both' },
    counted: (done: number, total: number) => (total > 0 ? `${group(done)} of ${group(total)}` : ''),
    better: (count: number, name: string, more: string, less: string) =>
      `On these ${films(count)}, ${name} detects fractures better: area under the curve ${more} against ${less}.`,
    undecided: (count: number, one: string, other: string) =>
      `On these ${films(count)}, no difference between the two was detected: area under the curve ${one} and ${other}.`,
    equal: (count: number) => `On these ${films(count)}, both give exactly the same results.`,
    difference: (value: string, low: string, high: string, p: string) =>
      `The difference B − A is ${value}; with 95 % confidence it lies between ${low} and ${high} (p ${p}).`,
    wide: 'The true difference may be zero, or as large as that in either direction. More films would narrow the interval.',
    surely: 'A difference this large is unlikely to be due to chance.',
    verdicts: (both: number, onlyA: number, onlyB: number, neither: number, p: string) =>
      `At a probability of 0.5, both are right on ${films(both)}, only A on ${group(onlyA)}, only B on ${group(onlyB)}, neither on ${group(neither)} (p ${p}).`,
    seen: (name: string, count: number) =>
      `${name} was trained on ${films(count)} of these, which makes it look better than it is.`,
    unknown: (name: string) => `It is not known whether ${name} was trained on some of these.`,
    unread: (count: number) =>
      count === 1
        ? '1 file could not be read and is not judged:'
        : `${group(count)} files could not be read and are not judged:`,
    more: (count: number) => `and ${group(count)} more`,
    table: 'Results of each on these films',
    rows: {
      auc: 'Area under the curve',
      ruleInSensitivity: 'Rule in: sensitivity',
      ruleInSpecificity: 'Rule in: specificity',
      ruleOutSensitivity: 'Rule out: sensitivity',
      ruleOutSpecificity: 'Rule out: specificity',
      ece: 'Calibration error (ECE)',
    },
  },
}
export type ModelsWords = typeof english

/** The words of the Models panel. */
export const modelsWords = defineWords({ en: english, de: german })
