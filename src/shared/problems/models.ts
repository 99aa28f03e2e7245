import { problem } from './entry.ts'

const noExport = (why: string) => problem('model-invalid', `This is not an exported model: ${why}`)
const refused = (why: string) => problem('model-invalid', `This exported model cannot be imported: ${why}`)
const badWeights = 'The weights file is damaged or not a safetensors file:'

/** Models, their files, and models that come and go as a file. */
export const modelProblems = {
  'model-unknown': problem('model-not-found', 'There is no such model; list the models to see which exist.'),
  'model-id-impossible': problem('model-not-found', 'That is not a model id; list the models to see which exist.'),
  'model-none-before': problem('model-not-found', 'There is no previous model to go back to.'),
  'model-bundled': problem('wrong-use', 'This model comes with the program and cannot be deleted.'),
  'model-active': problem(
    'wrong-use',
    'This model is active. Activate another one first, or confirm deleting it although it is active.',
  ),
  'model-deletion-unsure': problem(
    'wrong-use',
    'Nothing was deleted. Deleting a model is permanent: export it first, or confirm with --yes.',
  ),
  'model-without-report': problem(
    'not-found',
    'This model has no report: it is built in, or was imported without one.',
  ),
  'model-like-bundled': problem('model-invalid', 'A model cannot replace the built-in one.'),
  'model-not-put': problem(
    'model-invalid',
    'The new model could not be added; a model with that name may already exist.',
  ),
  'model-choice-damaged': problem(
    'model-invalid',
    'The record of which model is active is damaged. No other model is used without asking: choose one.',
  ),
  'model-choice-in-use': problem('in-use', 'Another program is changing which model is active; try again.'),

  // a model's folder
  'model-card-missing': problem(
    'model-invalid',
    'The model’s card is missing, so the model is incomplete; add the model again, or delete its remains.',
  ),
  'model-card-damaged': problem(
    'model-invalid',
    'The model’s card is damaged or from another version of the program; train or add the model again.',
  ),
  'model-card-of-another': problem('model-invalid', 'The model’s card belongs to another model; add the model again.'),
  'model-files-changed': problem(
    'model-invalid',
    'The model’s files were changed or damaged after it was made; train or add the model again.',
  ),
  'model-report-damaged': problem(
    'model-invalid',
    'The model’s report is damaged or from another version of the program; train or add the model again.',
  ),
  'model-weights-outside': problem(
    'model-invalid',
    'The model’s weights lie outside its folder; do not use this model.',
  ),
  'model-weights-missing': problem(
    'model-invalid',
    'The model’s weights are missing or cannot be read; train or add the model again.',
  ),
  'model-weights-other': problem(
    'model-invalid',
    'The model’s weights are not those that its card describes; the file is damaged. Train or add the model again.',
  ),
  'model-part-missing': problem(
    'model-invalid',
    { name: 'string' },
    ({ name }) => `The model has no ${name} of the shape that its card says; do not use this model.`,
  ),

  // weights
  'weights-too-short': problem('model-invalid', `${badWeights} it is shorter than its header.`),
  'weights-header-too-long': problem('model-invalid', `${badWeights} its header is longer than the file.`),
  'weights-header-damaged': problem('model-invalid', `${badWeights} its header cannot be read.`),
  'weights-tensor-misfit': problem(
    'model-invalid',
    { name: 'string' },
    ({ name }) => `${badWeights} the tensor ${name} does not fit its shape.`,
  ),
  'trunk-part-beyond': problem(
    'model-invalid',
    { name: 'string' },
    ({ name }) => `The weights are not those of a ResNet-18, which has no ${name}; choose those of a ResNet-18.`,
  ),
  'trunk-part-missing': problem(
    'model-invalid',
    { name: 'string' },
    ({ name }) => `The weights are not those of a ResNet-18: ${name} is missing or has another shape.`,
  ),

  // a model as one file
  'export-no-zip': noExport('it is not a ZIP file, or a damaged one.'),
  'export-damaged': noExport('it is damaged.'),
  'export-foreign-file': noExport('it holds something that is no part of a model.'),
  'export-file-twice': noExport('it holds a file twice.'),
  'export-encrypted': noExport('it is encrypted.'),
  'export-file-too-large': noExport('a file in it is larger than such a file can be.'),
  'export-incomplete': refused('its card or its weights are missing.'),
  'export-other-weights': refused('its card names other weights.'),
  'export-other-report': refused('its report is about another model.'),
  'export-without-list': refused('it has no list of its files.'),
  'export-changed': refused('its files are not those that it lists; it is damaged or was changed.'),
  'export-files-missing': refused('files that it lists are missing.'),
  'export-file-damaged': refused('a file in it is damaged, or of another version of the program.'),
  'new-file-exists': problem('wrong-use', 'A file with that name already exists; choose another name.'),
  'new-file-disk-full': problem('disk-full', 'The disk is full; free space, or write to another disk.'),
  'new-file-not-writable': problem(
    'not-readable',
    'The file cannot be written there; check the folder and its permissions.',
  ),
}
