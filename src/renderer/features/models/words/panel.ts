import { defineWords, group } from '#renderer/base/language/index.ts'
import { german } from './panelGerman.ts'

const films = (count: number) => (count === 1 ? '1 film' : `${group(count)} films`)

const english = {
  title: 'Models',
  lead: 'Every training makes a new version; the active one reads. A version never changes, and the model that came with the program always stays.',
  loading: 'Looking at the models…',
  columns: {
    name: 'Model',
    data: 'Trained on',
    made: 'Made',
    auc: 'Area under the curve',
    ruleIn: 'Rule in',
    ruleOut: 'Rule out',
    size: 'Size',
    actions: 'What can be done',
  },
  figures: 'Figures are of films that were held out from training, with 95 % intervals.',
  films,
  sensitivity: 'sensitivity',
  specificity: 'specificity',
  interval: (value: string, low: string, high: string) => `${value} (${low} – ${high})`,
  active: 'Active',
  bundled: 'Came with the program',
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
  noReport: 'No report came with it',
  export: 'Export for another place (.zip)',
  exportOnnx: 'Export the network (.onnx)',
  exportTrunk: 'Export the trunk (torchvision)',
  exportTo: 'Export to a path of the machine…',
  delete: 'Delete…',
  import: 'Import…',
  importing: 'Checking the file…',
  imported: (name: string) => `${name} was checked and is here now. It does not read until you activate it.`,
  exported: (name: string, size: string) => `${name} was written: ${size}.`,
  activated: (name: string) => `${name} reads from now on.`,
  deleted: (name: string) => `${name} is deleted.`,
  drop: 'Or drop an exported model (.zip) anywhere on this page.',
  dropHere: 'Drop to import the model',
  damaged: {
    title: 'Damaged',
    lead: 'These folders hold no whole model and are not used.',
    active: 'was the active one',
    delete: 'Delete what is left…',
    deleteOf: (id: string) => `Delete what is left of ${id}`,
  },
  deleting: {
    title: (name: string) => `Delete ${name}?`,
    lost: (count: number, data: string, made: string, size: string) =>
      `Its weights, its card and its report are deleted for good: what was learned from ${films(count)} of “${data}” on ${made} (${size}).`,
    lostDamaged: (id: string, size: string) => `What is left in the folder “${id}” is deleted for good (${size}).`,
    stays: 'The films that it learned from, and readings that it made, stay.',
    takesOver: (name: string) => `It is the active model: ${name} will read instead.`,
    keep: 'Keep it',
    exportFirst: 'Export it first',
    now: 'Delete it for good',
  },
  exporting: {
    title: (name: string) => `Export ${name}`,
    lead: 'Into a new file on the machine where FractureGuard runs. A name that ends in .onnx gives the network for other tools, one in .safetensors the trunk for torchvision, any other a file to import elsewhere. It names no film and no folder of your data, and no column but those that you choose here.',
    path: 'Path of the new file',
    placeholder: '/path/to/model.zip',
    now: 'Export',
    name: 'What it is called there (if nothing, as here, unless that is the name of a folder)',
    columns: 'Columns of your data that its report may name',
    column: (name: string, values: readonly string[]) => `${name}: ${values.join(', ')}`,
    check: 'Whoever gets the file can read these values. Choose none that tells who was filmed.',
    download: 'Download (.zip)',
  },
  networkDialog: {
    title: (name: string) => `Network of ${name}`,
    lead: (parameters: string, trained: string, adds: string) =>
      `${parameters} parameters, ${trained} of them trained; ${adds} multiply-adds a film.`,
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
    lead: 'What the model does on films that it had never seen.',
    loading: 'Opening the report…',
    save: 'Save as a file',
  },
  comparison: {
    title: 'Compare two models',
    lead: 'Both read the same labelled films of yours, and a paired test says whether they differ. Films that neither was trained on tell most.',
    a: 'Model A',
    b: 'Model B',
    folder: 'Folder of labelled films, or a manifest',
    placeholder: '/path/to/folder',
    unseen: 'Leave out films that one of them is known to have been trained on',
    start: 'Compare',
    stop: 'Stop',
    same: 'Choose two different models.',
    stages: { inspect: 'Looking at the films', read: 'Reading with both' },
    counted: (done: number, total: number) => (total > 0 ? `${group(done)} of ${group(total)}` : ''),
    better: (count: number, name: string, more: string, less: string) =>
      `On these ${films(count)} ${name} tells fractures apart better: area under the curve ${more} against ${less}.`,
    undecided: (count: number, one: string, other: string) =>
      `On these ${films(count)} no difference between the two can be shown: area under the curve ${one} and ${other}.`,
    equal: (count: number) => `On these ${films(count)} both give exactly the same.`,
    difference: (value: string, low: string, high: string, p: string) =>
      `The difference B − A is ${value}; with 95 % confidence it lies between ${low} and ${high} (p ${p}).`,
    wide: 'It may be nothing, or as large as that in either direction; more films would narrow it.',
    surely: 'So wide a difference would hardly come by chance if there were none.',
    verdicts: (both: number, onlyA: number, onlyB: number, neither: number, p: string) =>
      `At a probability of 0.5 both are right on ${films(both)}, only A on ${group(onlyA)}, only B on ${group(onlyB)}, neither on ${group(neither)} (p ${p}).`,
    seen: (name: string, count: number) =>
      `${name} was trained on ${films(count)} of these, which makes it look better than it is.`,
    unknown: (name: string) => `Whether ${name} was trained on some of these is not known.`,
    unread: (count: number) =>
      count === 1
        ? '1 file could not be read and is not judged:'
        : `${group(count)} files could not be read and are not judged:`,
    more: (count: number) => `and ${group(count)} more`,
    table: 'What each does on these films',
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
