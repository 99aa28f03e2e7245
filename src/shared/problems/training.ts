import { problem } from './entry.ts'

/** Labelled films, training on them and what came of it. */
export const trainingProblems = {
  // folders of labelled films
  'films-folder-missing': problem('not-found', 'The folder of labelled films does not exist or cannot be read.'),
  'films-folder-too-deep': problem(
    'dataset-invalid',
    'Some folders of labelled films are nested more than 20 levels deep; move them up so that no film is left out.',
  ),
  'films-folder-gone': problem(
    'interrupted',
    'A folder of labelled films disappeared during the check; restore it, then start again or resume the run.',
  ),
  'classes-too-few': problem(
    'dataset-invalid',
    'This folder must contain one folder per class, such as "Fractured" and "Non-Fractured".',
  ),
  'class-without-fracture-unclear': problem(
    'dataset-invalid',
    'Exactly one class folder must be named for films without a fracture, such as "Non-Fractured" or "Normal".',
  ),
  'class-empty': problem(
    'dataset-invalid',
    { name: 'string' },
    ({ name }) => `One of the class folders has no files in it (${name}).`,
  ),
  'class-unreadable': problem(
    'dataset-invalid',
    { name: 'string' },
    ({ name }) => `No film could be read in one of the class folders (${name}).`,
  ),
  'film-in-two-classes': problem(
    'dataset-invalid',
    'The same film is in two class folders; keep it only in the right one.',
  ),
  'film-elsewhere': problem('not-found', 'This film is not in the folder of labelled films.'),
  'film-unreadable-by-now': problem('not-readable', 'This file can no longer be read; check whether it still exists.'),
  'group-pattern-invalid': problem(
    'wrong-use',
    'The group pattern is not a supported regular expression (no look-around, no back-references); an example is "^(patient\\d+)_".',
  ),
  'inspection-ended': problem('cancelled', 'The check was stopped.'),
  'inspection-picture-gone': problem('not-found', 'This picture is no longer available; check the films again.'),

  // manifests
  'manifest-missing': problem('not-found', 'The manifest of labelled films does not exist or cannot be read.'),
  'manifest-too-large': problem('too-large', 'The manifest is larger than any set of films needs; split it up.'),
  'manifest-no-table': problem(
    'dataset-invalid',
    'The manifest is not a CSV table with the same columns in every line.',
  ),
  'manifest-empty': problem('dataset-invalid', 'The manifest has no lines below its header.'),
  'manifest-without-columns': problem(
    'dataset-invalid',
    'The manifest needs a header with the columns "file" and "label".',
  ),
  'manifest-labels-too-few': problem(
    'dataset-invalid',
    'The manifest needs at least two different labels, one of them for films without a fracture, such as "normal" or 0.',
  ),
  'manifest-label-without-fracture-missing': problem(
    'dataset-invalid',
    'One label of the manifest must stand for films without a fracture, such as "normal", "no fracture" or 0.',
  ),
  'manifest-line-incomplete': problem('dataset-invalid', 'A line of the manifest has no file or no label.'),
  'manifest-line-twice': problem(
    'dataset-invalid',
    'A line of the manifest names a file twice; leave one of the two lines.',
  ),
  'manifest-line-other-split': problem(
    'dataset-invalid',
    'A line of the manifest has another split than train, val or test; fill the column for all films or for none.',
  ),

  // corrected labels
  'labels-of-one-kind': problem(
    'dataset-invalid',
    'With these corrections all films would be of one kind; training needs films with a fracture and films without one.',
  ),
  'labels-class-unknown': problem(
    'dataset-invalid',
    { name: 'string' },
    ({ name }) => `These films have no class “${name}”; check the films again and correct them there.`,
  ),

  // splits
  'split-missing': problem('not-found', 'The split does not exist or cannot be read.'),
  'split-not-writable': problem('not-readable', 'The split cannot be written there; choose another place.'),
  'split-no-table': problem('dataset-invalid', 'The split is not a CSV table with the columns "file" and "split".'),
  'split-incomplete': problem(
    'dataset-invalid',
    { missing: 'number', films: 'number' },
    ({ missing, films }) => `The split does not name ${missing} of the ${films} films; make a new one.`,
  ),
  'split-line-without-part': problem(
    'dataset-invalid',
    'The split has a line without train, validation or holdout in the column "split".',
  ),
  'split-of-other-films': problem(
    'dataset-invalid',
    'The split was made for other films: a file with the same name now has different content. Make a new split.',
  ),
  'parts-leak': problem(
    'dataset-invalid',
    'The split of these films leaks: the same film, near duplicates or one patient are in more than one part, so figures would be too good. ' +
      'Run inspect to see which, make a new split, or allow the leak; the report will say so.',
  ),
  'films-too-few': problem(
    'not-enough-data',
    'There are too few films, or too few independent patients, for training and an honest hold-out. ' +
      'You need at least about twenty films of each class from different patients.',
  ),
  'column-missing': problem(
    'dataset-invalid',
    { column: 'string' },
    ({ column }) => `No film has a column "${column}"; columns are those of the manifest beside file and label.`,
  ),
  'films-not-named': problem(
    'wrong-use',
    'Name the films: a folder of labelled films, a manifest, or the reviewed films of the worklist (--reviewed).',
  ),
  'films-none-reviewed': problem(
    'not-enough-data',
    'No film in the worklist has been reviewed; answer “What do you see?” below a film, or mark the fracture.',
  ),
  'film-changed-since-labelled': problem(
    'file-changed',
    'The file has changed since it was labelled; open it and answer again what you see.',
  ),
  'fit-of-many-classes': problem(
    'wrong-use',
    'Only a model with two classes, fracture and no fracture, can be fitted to a place.',
  ),
  'fit-films-too-few': problem(
    'not-enough-data',
    { films: 'number', fractured: 'number', fewest: 'number', fewestOfAKind: 'number' },
    ({ films, fractured, fewest, fewestOfAKind }) =>
      `Fitting needs at least ${fewest} labelled films that the model was not trained on, ${fewestOfAKind} of each kind; ` +
      `there are ${films}, ${fractured} of them with a fracture.`,
  ),
  'fit-tells-nothing': problem(
    'dataset-invalid',
    'The model does not tell fractures apart on these films, so there is nothing to fit. Check their labels: they may be reversed. ' +
      'If they are right, train on these films instead.',
  ),
  'marks-too-few': problem(
    'not-enough-data',
    { count: 'number', needed: 'number' },
    ({ count, needed }) =>
      `Marks on at least ${needed} films with a fracture are needed to learn where fractures are; there are ${count}. ` +
      'Mark more films, or train with labels alone.',
  ),
  'marks-of-too-few-groups': problem(
    'not-enough-data',
    'All marks that could be learned from belong to one patient or group, so nothing is left to learn from when its films are judged. ' +
      'Mark films of more patients, or train with labels alone.',
  ),
  'curve-films-too-few': problem(
    'not-enough-data',
    'The parts of the films, or the held-out films, have too few of each class for a learning curve.',
  ),
  'curve-marks-too-few': problem(
    'not-enough-data',
    'The parts of the films have too few marked films for a learning curve.',
  ),
  'groups-too-few-to-compare': problem(
    'not-enough-data',
    'A comparison needs films with a fracture from at least two patients, and films without one from two as well.',
  ),
  'films-of-one-kind': problem(
    'not-enough-data',
    'Films with a fracture and films without one are needed, and of one kind none could be read.',
  ),
  'holdout-of-one-kind': problem('not-enough-data', 'The hold-out needs films with a fracture and films without one.'),
  'estimate-without-films': problem(
    'not-enough-data',
    'None of the films that were tried could be read; look at the folder first.',
  ),

  // runs
  'training-unnamed': problem(
    'wrong-use',
    'Name the folder with the labelled films, or a run to resume (--resume RUN).',
  ),
  'training-cancelled': problem(
    'cancelled',
    'The training was cancelled. Its progress is kept, and the run can be resumed.',
  ),
  'training-ended-early': problem('cancelled', 'The training was stopped before it started.'),
  'training-diverged': problem(
    'diverged',
    'The training diverged: the loss is no longer a finite number. Try a smaller learning rate.',
  ),
  'starting-weights-missing': problem(
    'not-found',
    'The file with the starting weights does not exist or cannot be read.',
  ),
  'starting-weights-too-large': problem(
    'too-large',
    'The file with the starting weights is larger than a ResNet-18 can be.',
  ),
  'run-unknown': problem('not-found', 'There is no such training run; it may have been cleared.'),
  'run-exported-already': problem('wrong-use', 'That folder already contains this run. Name another folder.'),
  'run-complete': problem('wrong-use', 'This run has already finished with a model.'),
  'run-under-way': problem('in-use', 'This run is still in progress, here or in another program; wait until it ends.'),
  'run-of-another-version': problem(
    'wrong-use',
    'This run was made by another version of the program and cannot be resumed. Start a new one.',
  ),
  'run-of-other-films': problem(
    'wrong-use',
    'This run was started with other films or settings and cannot be resumed with these. Start a new one.',
  ),
  'run-damaged': problem('model-invalid', 'The saved data of this run is damaged; start a new one.'),
  'cache-disk-full': problem(
    'disk-full',
    'The computed features do not fit on the disk with the program’s data; free space and resume the run.',
  ),
  'cache-lost': problem(
    'interrupted',
    'The computed features are missing or damaged and were not used; resume the run to compute them again.',
  ),
  'run-disk-full': problem(
    'disk-full',
    'The disk is full. The run is kept as of its last epoch; free space and resume it.',
  ),
}
