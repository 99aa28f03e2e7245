import { problem } from './entry.ts'

/** Exports of films without what identifies a patient. */
export const deidentifyProblems = {
  'deidentify-no-film': problem(
    'no-pixel-data',
    'The file holds no film. Reports, presentation states and documents can hold names anywhere and are not exported; export the films, whose results are made again.',
  ),
  'deidentify-overlay-in-pixels': problem(
    'unsupported-format',
    'An overlay lies within the compressed pixels of this film and cannot be taken out as they are; give at least one box to black out, so that the film is written without compression.',
  ),
  'deidentify-name-in-pixels': problem(
    'unsupported-format',
    'A name of this file stands within its compressed pixel data; give at least one box to black out, so that the film is written without compression.',
  ),
  'deidentify-box-outside': problem(
    'wrong-use',
    'A box to black out lies outside of this film; give its place in pixels of this film.',
  ),
  'deidentify-box-unmatched': problem(
    'wrong-use',
    { count: 'number' },
    ({ count }) =>
      `The table of boxes has ${count} ${count === 1 ? 'box' : 'boxes'} for files that are not among the films; check the names in it.`,
  ),
  'deidentify-boxes-unreadable': problem(
    'wrong-use',
    { line: 'number' },
    ({ line }) => `Line ${line} of the table of boxes is wrong; each line needs file, x, y, width and height.`,
  ),
  'deidentify-text-without-boxes': problem(
    'wrong-use',
    'Films can only be marked as free of text after text was blacked out; give boxes, or leave the confirmation away.',
  ),
  'deidentify-picture-deep': problem(
    'unsupported-format',
    'The values of this picture are signed or no whole numbers of 8 or 16 bits, which the exported PNG cannot hold; convert it first.',
  ),
  'deidentify-too-large': problem(
    'too-large',
    'Without compression this film would be larger than 1 GiB; export it without boxes.',
  ),
  'deidentify-folder-used': problem(
    'wrong-use',
    'The folder of the export holds something already; choose a new or an empty one.',
  ),
  'deidentify-folder-unwritable': problem(
    'not-writable',
    'The export cannot be written there; check that the folder above exists and that you may write into it.',
  ),
  'deidentify-folder-among-films': problem(
    'wrong-use',
    'The export would lie among the films that are exported; choose a folder outside of theirs.',
  ),
  'deidentify-disk-full': problem(
    'disk-full',
    'The disk for the export is full; nothing was exported. Free space, then try again.',
  ),
  'deidentify-replaced-in-export': problem(
    'wrong-use',
    'The table of what was replaced names the patients, so it must not lie in the folder of the export; choose another place.',
  ),
  'deidentify-nothing': problem('not-enough-data', { count: 'number' }, ({ count }) =>
    count === 0
      ? 'No film was found, so there is no export.'
      : `None of the ${count} ${count === 1 ? 'file' : 'files'} could be exported, so there is no export; see the reasons.`,
  ),
  'deidentify-key-damaged': problem(
    'malformed',
    'The key for de-identification in the data folder is damaged. Put it back from a copy, or delete the file deidentification.key: then new names and UIDs differ from those of earlier exports.',
  ),
} as const
