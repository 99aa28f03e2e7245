import { problem } from './entry.ts'

/** Readings written as DICOM for others, and what others wrote of films. */
export const resultsProblems = {
  'results-not-dicom': problem(
    'unsupported-format',
    'DICOM results refer to the film that was read, but this film is not a DICOM file.',
  ),
  'results-without-identity': problem(
    'malformed',
    'The file does not say which study, series and object it is, so no result can refer to it.',
  ),
  'results-folder-unwritable': problem(
    'not-writable',
    'The results cannot be written into that folder; check that it is one and that you may write into it.',
  ),
  'results-disk-full': problem('disk-full', 'The disk for the results is full; free space, then continue.'),
  'results-among-films': problem(
    'wrong-use',
    'The results would lie among the films that are read; choose a folder outside of theirs.',
  ),
  'result-is-no-film': problem(
    'unsupported-format',
    'This picture is a result of this program with findings drawn on it, not a film; open the original film.',
  ),
  'results-folder-unnamed': problem('wrong-use', 'Say where the results go: --to DIR.'),
}
