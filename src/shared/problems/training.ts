import { problem } from './entry.ts'

/** Labelled films, training on them and what came of it. */
export const trainingProblems = {
  // folders of labelled films
  'films-folder-missing': problem('not-found', 'The folder of labelled films is not there or cannot be read.'),
  'films-folder-too-deep': problem(
    'dataset-invalid',
    'Folders of the labelled films lie deeper than 20 levels; move them up, so that no film is left out.',
  ),
  'films-folder-gone': problem(
    'interrupted',
    'A folder of the labelled films went away while they were looked at; bring it back, then start again or resume the run.',
  ),
  'classes-too-few': problem(
    'dataset-invalid',
    'This folder needs one folder for each class, such as "Fractured" and "Non-Fractured".',
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
    'The same film lies in two class folders; leave it in the right one only.',
  ),
  'film-elsewhere': problem('not-found', 'This film does not lie in the folder of labelled films.'),
  'film-unreadable-by-now': problem(
    'not-readable',
    'This file cannot be read any more; check whether it is still there.',
  ),
  'group-pattern-invalid': problem(
    'wrong-use',
    'The pattern for groups is no regular expression that is taken here (look-around and references back are not); an example is "^(patient\\d+)_".',
  ),
  'inspection-ended': problem('cancelled', 'The inspection was ended.'),
  'inspection-picture-gone': problem('not-found', 'This picture is not kept any more; look at the films again.'),

  // manifests
  'manifest-missing': problem('not-found', 'The manifest of labelled films is not there or cannot be read.'),
  'manifest-too-large': problem('too-large', 'The manifest is larger than any set of films needs; split it up.'),
  'manifest-no-table': problem('dataset-invalid', 'The manifest is no CSV table with the same columns in every line.'),
  'manifest-empty': problem('dataset-invalid', 'The manifest has no lines below its heading.'),
  'manifest-without-columns': problem(
    'dataset-invalid',
    'The manifest needs a heading with the columns "file" and "label".',
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

  // splits
  'split-missing': problem('not-found', 'The split is not there or cannot be read.'),
  'split-not-writable': problem('not-readable', 'The split cannot be written there; choose another place.'),
  'split-no-table': problem('dataset-invalid', 'The split is no CSV table with the columns "file" and "split".'),
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
    'The split was made for other films: a file of the same name has another content now. Make a new one.',
  ),
  'parts-leak': problem(
    'dataset-invalid',
    'The parts that these films came in leak: the same film, near duplicates or one patient lie in more than one part, so figures would be too good. ' +
      'Run inspect to see which, make a new split, or allow the leak, which the report will then say.',
  ),
  'films-too-few': problem(
    'not-enough-data',
    'There are too few films, or too few independent patients, for training and an honest hold-out. ' +
      'About twenty films of each class from different patients are the least.',
  ),
  'column-missing': problem(
    'dataset-invalid',
    { column: 'string' },
    ({ column }) => `No film has a column "${column}"; columns are those of the manifest beside file and label.`,
  ),
  'films-not-named': problem(
    'wrong-use',
    'Say which films: a folder of labelled films, a manifest, or the reviewed films of the worklist (--reviewed).',
  ),
  'films-none-reviewed': problem(
    'not-enough-data',
    'Nobody has said of a film in the worklist whether there is a fracture; say so below the film, or mark the fracture.',
  ),
  'film-changed-since-labelled': problem(
    'file-changed',
    'The file holds something else than when it was labelled; open it and say again what you see.',
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
  'marks-too-few': problem(
    'not-enough-data',
    { count: 'number', needed: 'number' },
    ({ count, needed }) =>
      `Marks on at least ${needed} films with a fracture are needed to learn where fractures are; there are ${count}. ` +
      'Mark more films, or train with labels alone.',
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
    'Name the folder with the labelled films, or a run to go on with (--resume RUN).',
  ),
  'training-cancelled': problem(
    'cancelled',
    'The training was cancelled. What was computed so far is kept, and the run can be resumed.',
  ),
  'training-ended-early': problem('cancelled', 'The training was ended before it began.'),
  'training-diverged': problem(
    'diverged',
    'The training went astray: its loss is no number any more. Try a smaller learning rate.',
  ),
  'starting-weights-missing': problem(
    'not-found',
    'The file with the weights to start from is not there or cannot be read.',
  ),
  'starting-weights-too-large': problem(
    'too-large',
    'The file with the weights to start from is larger than a ResNet-18 can be.',
  ),
  'run-unknown': problem('not-found', 'There is no such training run here; it may have been cleared.'),
  'run-exported-already': problem('wrong-use', 'This run is in that folder already. Name another folder.'),
  'run-complete': problem('wrong-use', 'This run has ended with a model; there is nothing left to do in it.'),
  'run-under-way': problem('in-use', 'This run is still under way, here or in another program; wait for its end.'),
  'run-of-another-version': problem(
    'wrong-use',
    'This run was left by another version of the program, which keeps its numbers otherwise. Start a new one.',
  ),
  'run-of-other-films': problem(
    'wrong-use',
    'This run was started with other films or other settings, so it cannot go on with these. Start a new one.',
  ),
  'run-damaged': problem('model-invalid', 'What was kept of this run is damaged; start a new one.'),
  'cache-disk-full': problem(
    'disk-full',
    'What is computed of the films does not fit on the disk with the program’s data; make room and resume the run.',
  ),
  'cache-lost': problem(
    'interrupted',
    'What was computed of the films is gone or damaged and was not used; resume the run, which computes it once more.',
  ),
  'run-disk-full': problem(
    'disk-full',
    'The disk is full. The run is kept as it was after its last epoch; make room and resume it.',
  ),
}
