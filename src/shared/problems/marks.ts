import { problem } from './entry.ts'

/** Where fractures are marked: files that say it, and the marks that the program keeps. */
export const marksProblems = {
  'marks-missing': problem('not-found', 'The file or folder with the marks is not there or cannot be read.'),
  'marks-file-too-large': problem('too-large', 'A file of marks is larger than 256 MiB; divide it.'),
  'marks-too-many': problem('too-large', 'There are more than a million marks here; take fewer films at a time.'),
  'marks-too-many-on-film': problem(
    'dataset-invalid',
    { most: 'number' },
    ({ most }) => `A file of marks has more than ${most} on one film; that cannot be fractures.`,
  ),
  'marks-on-no-film': problem('dataset-invalid', 'A file of marks has numbers that can lie on no film.'),
  'marks-none-in-named': problem(
    'dataset-invalid',
    'In what was named for marks there are none: COCO JSON, a CSV table (file, x, y, width, height), Pascal VOC XML and YOLO texts are read.',
  ),
  'marks-none-here': problem(
    'dataset-invalid',
    'There are no marks among these films; say where they are with --marks.',
  ),
  'marks-of-one-kind': problem(
    'dataset-invalid',
    'There are no class folders here, and by the marks all films are of one kind. Films without a fracture must be named too: an image without annotations, an empty text, a line without numbers.',
  ),
  'marks-category-unknown': problem(
    'wrong-use',
    'A category that was chosen is not among those of the marks; look at the names that inspect shows.',
  ),
  'marks-categories-unclear': problem(
    'dataset-invalid',
    'The marks have several categories, and none of their names says that it is a fracture; choose with --category NAME.',
  ),

  // files, by their formats
  'marks-file-damaged': problem(
    'dataset-invalid',
    { format: ['COCO', 'Pascal VOC'] },
    ({ format }) =>
      `A ${format} file is damaged: it lacks what its format asks for. Save it again with the program it comes from.`,
  ),
  'marks-coco-id-twice': problem('dataset-invalid', 'Two images of a COCO file have the same id; give each its own.'),
  'marks-coco-without-image': problem(
    'dataset-invalid',
    'An annotation of a COCO file belongs to no image of it; save it with all its images.',
  ),
  'marks-coco-mask': problem(
    'dataset-invalid',
    'A COCO file has pixel masks without boxes, which cannot be read; save it with polygons or boxes.',
  ),
  'marks-coco-without-outline': problem(
    'dataset-invalid',
    'An annotation of a COCO file has neither a box nor an outline; take it out.',
  ),
  'marks-voc-declarations': problem(
    'dataset-invalid',
    'A Pascal VOC file has declarations (DOCTYPE), which are not read; take them out.',
  ),
  'marks-yolo-no-shares': problem(
    'dataset-invalid',
    'A YOLO text has numbers that are no shares of the film, from 0 to 1.',
  ),
  'marks-yolo-line': problem(
    'dataset-invalid',
    'A YOLO text has lines that are neither a box (four numbers) nor a polygon (pairs of at least three points); confidences must be left out.',
  ),
  'marks-table-uneven': problem('dataset-invalid', 'A table of marks has not the same columns in every line.'),
  'marks-table-line-without-film': problem('dataset-invalid', 'A line of a table of marks names no film.'),
  'marks-table-line-answer': problem(
    'dataset-invalid',
    'A line of a table of marks has another answer than fracture, none or unsure.',
  ),
  'marks-table-line-number': problem(
    'dataset-invalid',
    'A line of a table of marks has something else than a number in its box.',
  ),
  'marks-table-line-frame': problem(
    'dataset-invalid',
    'A line of a table of marks has a frame that is no whole number.',
  ),
  'marks-table-line-polygon': problem(
    'dataset-invalid',
    'A line of a table of marks has a polygon without pairs of at least three points.',
  ),
  'marks-negative-side': problem(
    'dataset-invalid',
    'A file of marks has a box that ends before it begins; check in which order its numbers stand.',
  ),

  // writing, and what the program keeps
  'marks-none-kept': problem('not-found', 'No film in the worklist has been marked yet.'),
}
