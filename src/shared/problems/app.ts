import { problem } from './entry.ts'

/** Opening, jobs, the library, settings, the hosts and the page. */
export const appProblems = {
  unexpected: problem('internal', 'Something unexpected went wrong inside the program; its log has the details.'),
  'request-not-understood': problem(
    'wrong-use',
    'The program was asked for something that it does not understand; check what was given.',
  ),

  'disk-full': problem('disk-full', 'The disk is full; make room and try again.'),
  'disk-read-only': problem('read-only', 'This place can only be read; free it for writing, or choose another one.'),
  'path-gone': problem(
    'not-found',
    'A file or folder that is needed is no longer there; bring it back, or start the program again, then try once more.',
  ),
  'path-denied': problem(
    'not-readable',
    'A file or folder that is needed is closed to this program; give it the right to use it, then try once more.',
  ),
  'device-failed': problem(
    'not-readable',
    'The disk or drive answers with an error. Check it and its connection, then try once more.',
  ),

  // opening
  'path-missing': problem('not-found', 'There is no such file or folder; check the spelling.'),
  'path-of-file-missing': problem('not-found', 'There is no such file; check the spelling.'),
  'path-of-folder-missing': problem('not-found', 'There is no such folder; check the spelling.'),
  'path-not-readable': problem('not-readable', 'This cannot be read; check whether you may open it.'),
  'path-no-utf8': problem(
    'not-readable',
    'The name of this file or of its folder is not in UTF-8, so it cannot be opened by it; rename it and try again.',
  ),
  'path-of-something-else': problem('not-readable', 'This is no file and no folder.'),
  'folder-empty': problem('not-found', 'There is no file in this folder; choose another one.'),
  'collection-empty': problem('not-an-image', 'There is no film in this collection of files.'),
  'archived-film-gone': problem('not-found', 'There is no such film in the archive any more.'),
  'film-not-open': problem('not-found', 'This film is not open any more; open its file again.'),
  'film-file-gone': problem(
    'not-readable',
    'The film’s file cannot be read any more; it may have been moved or deleted.',
  ),
  'path-no-regular-file': problem('not-readable', 'This is not a file; choose a file that lies on a disk.'),
  'named-file-too-large': problem('too-large', 'This file is larger than such a file can be; choose another one.'),
  'drive-silent': problem('time-limit', 'The disk or network drive does not answer; try again later.'),
  'upload-out-of-order': problem('wrong-use', 'The parts of this file came out of order; hand it over once more.'),
  'upload-incomplete': problem('wrong-use', 'This file has not come whole; hand it over once more.'),
  'upload-gone': problem('not-found', 'What was handed over of this file is not there any more; open it again.'),
  'upload-too-large': problem(
    'too-large',
    'This file is too large to hand over (512 MiB at most); open it by its path instead.',
  ),
  'upload-disk-full': problem('disk-full', 'The disk is full; free some space and open the file again.'),

  // what the program keeps
  'home-not-writable': problem(
    'not-readable',
    'The folder for the program’s data cannot be written; free it, or set FRACTUREGUARD_HOME to another folder.',
  ),
  'home-of-something-else': problem(
    'wrong-use',
    'The folder for the program’s data holds something else, which is left as it is. Set FRACTUREGUARD_HOME to an empty folder, or to one that is not there yet.',
  ),
  'keeping-disk-full': problem(
    'disk-full',
    'The disk with the program’s data is full. Films are shown and read, but what is new is not kept until there is room: readings, opinions, settings, the log.',
  ),
  'keeping-read-only': problem(
    'read-only',
    'The folder for the program’s data can only be read. Films are shown and read, but nothing is kept: readings, opinions, settings, the log.',
  ),
  'cache-not-kept': problem(
    'disk-full',
    'What was computed of films could not be kept, since the disk is full or read-only; it will be computed once more.',
  ),
  'library-not-openable': problem(
    'not-readable',
    'The library of the program cannot be opened; free its data folder and start again.',
  ),
  'library-not-kept': problem(
    'read-only',
    'This cannot be kept: the folder for the program’s data is full or can only be read. Make room or free it, then start the program again.',
  ),
  'library-gone': problem(
    'not-found',
    'This cannot be kept: the folder for the program’s data is gone. Start the program again.',
  ),
  'annotations-changed': problem(
    'in-use',
    'Another window has changed what is measured on this film; what is kept is shown now. Draw anew what is missing.',
  ),
  'library-newer': problem(
    'not-readable',
    'The library was written by a newer version of the program; use that version, or another data folder.',
  ),
  'library-damaged': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The library was damaged. It was set aside as “${name}” in the folder of the program’s data, and a new one was begun: open your films again.`,
  ),
  'library-rows-damaged': problem(
    'malformed',
    'Entries of the worklist are damaged and were left out; open their films again. Their readings and measurements are kept.',
  ),
  'annotations-damaged': problem('malformed', 'What was measured on this film was kept damaged; measure it anew.'),
  'settings-not-readable': problem(
    'not-readable',
    'The kept settings cannot be read; free their file in the folder of the program’s data.',
  ),
  'settings-damaged': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The kept settings are damaged. They were set aside as “${name}” in the folder of the program’s data, and all settings are as they come.`,
  ),
  'settings-newer': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The kept settings are those of a newer version of the program. They were set aside as “${name}” in the folder of the program’s data, and all settings are as they come.`,
  ),
  'settings-disk-full': problem(
    'disk-full',
    'The settings could not be kept: the disk is full; make room and try again.',
  ),
  'settings-not-writable': problem(
    'not-writable',
    'The settings could not be kept: their file cannot be written; free the folder of the program’s data and try again.',
  ),
  'settings-in-use': problem('in-use', 'Another program is changing the settings; try again.'),
  'clearing-in-use': problem(
    'in-use',
    'Something is running that may need this: a training, a scan or an installation. Wait for its end, or stop it first.',
  ),

  // what only the command line may do: whoever has got hold of a page has not got hold of a terminal
  'page-names-program': problem(
    'wrong-use',
    'A page may not name a program that is then run; on the command line, "fractureguard runtime install tensorflow --from-python PATH" does.',
  ),
  'page-replaces-file': problem(
    'wrong-use',
    'A page may not replace a file of this machine; choose a name that is not there yet, or use the command line (fractureguard scan --replace).',
  ),

  // jobs
  'job-unknown': problem('not-found', 'There is no such job; it may have been removed.'),
  'job-interrupted': problem('interrupted', 'The program ended while this was running; start it again.'),

  // the command line
  'port-not-usable': problem(
    'not-readable',
    { port: 'number' },
    ({ port }) => `Port ${port} cannot be used; another program may have it. Choose another one with --port.`,
  ),
  'picture-folder-not-made': problem('not-readable', 'The folder for the pictures cannot be made; choose another one.'),

  // told by the page itself
  'connection-lost': problem('interrupted', 'The connection to the program was lost before the answer came.'),
  'film-forgotten': problem(
    'not-found',
    'The program was started again and no longer has this file open. Open it once more.',
  ),
}
