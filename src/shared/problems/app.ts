import { problem } from './entry.ts'

/** Opening, jobs, the library, settings, the hosts and the page. */
export const appProblems = {
  unexpected: problem('internal', 'Something unexpected went wrong; the log has the details.'),
  'request-not-understood': problem('wrong-use', 'The request was not understood; check the values.'),

  'disk-full': problem('disk-full', 'The disk is full; free space and try again.'),
  'disk-read-only': problem('read-only', 'This location is read-only; allow writing, or choose another one.'),
  'path-gone': problem(
    'not-found',
    'A required file or folder is gone; restore it or restart the program, then try again.',
  ),
  'path-denied': problem(
    'not-readable',
    'The program may not access a required file or folder; grant access, then try again.',
  ),
  'device-failed': problem(
    'not-readable',
    'The disk or drive reported an error. Check it and its connection, then try again.',
  ),

  // opening
  'path-missing': problem('not-found', 'There is no such file or folder; check the spelling.'),
  'path-of-file-missing': problem('not-found', 'There is no such file; check the spelling.'),
  'path-of-folder-missing': problem('not-found', 'There is no such folder; check the spelling.'),
  'path-not-readable': problem('not-readable', 'This cannot be read; check its permissions.'),
  'path-no-folder': problem('wrong-use', 'This is not a folder; choose one.'),
  'path-outside-roots': problem(
    'not-readable',
    'This lies outside the folders that the page may reach. Choose a folder within them, or restart the program with --root FOLDER (npm start -- --root FOLDER).',
  ),
  'root-missing': problem(
    'not-found',
    { folder: 'string' },
    ({ folder }) =>
      `The folder “${folder}” that --root names is missing or cannot be opened; check the spelling and its permissions.`,
  ),
  'path-no-utf8': problem(
    'not-readable',
    'The name of this file or folder is not valid UTF-8; rename it and try again.',
  ),
  'path-of-something-else': problem('not-readable', 'This is neither a file nor a folder.'),
  'folder-empty': problem('not-found', 'This folder contains no files; choose another one.'),
  'collection-empty': problem('not-an-image', 'These files contain no film.'),
  'archived-film-gone': problem('not-found', 'The archive no longer contains this film.'),
  'film-not-open': problem('not-found', 'This film is no longer open; open its file again.'),
  'film-replaced': problem(
    'file-changed',
    'Another file lies here now than was opened; open it again to see what is in it.',
  ),
  'film-file-gone': problem(
    'not-readable',
    'The film’s file can no longer be read; it may have been moved or deleted.',
  ),
  'path-no-regular-file': problem('not-readable', 'This is not a regular file; choose a file on a disk.'),
  'named-file-too-large': problem('too-large', 'This file is too large for its kind; choose another one.'),
  'drive-silent': problem('time-limit', 'The disk or network drive does not answer; try again later.'),
  'upload-out-of-order': problem('wrong-use', 'The parts of this file arrived out of order; upload it again.'),
  'upload-incomplete': problem('wrong-use', 'This file did not arrive completely; upload it again.'),
  'upload-gone': problem('not-found', 'The uploaded part of this file is gone; open it again.'),
  'upload-too-large': problem(
    'too-large',
    'This file is too large to upload (512 MiB at most); open it by its path instead.',
  ),
  'upload-disk-full': problem('disk-full', 'The disk is full; free some space and open the file again.'),

  // what the program keeps
  'home-not-writable': problem(
    'not-readable',
    'The program’s data folder is not writable; make it writable, or set FRACTUREGUARD_HOME to another folder.',
  ),
  'home-of-something-else': problem(
    'wrong-use',
    'The data folder contains something else, which is left unchanged. Set FRACTUREGUARD_HOME to an empty or new folder.',
  ),
  'keeping-disk-full': problem(
    'disk-full',
    'The disk with the program’s data is full. You can view and read films, but new readings, reviews, settings and log entries are not saved until there is space.',
  ),
  'keeping-read-only': problem(
    'read-only',
    'The program’s data folder is read-only. You can view and read films, but readings, reviews, settings and log entries are not saved.',
  ),
  'cache-not-kept': problem(
    'disk-full',
    'Computed data could not be saved because the disk is full or read-only; it will be computed again.',
  ),
  'library-not-openable': problem(
    'not-readable',
    'The library cannot be opened; make the data folder accessible and restart the program.',
  ),
  'library-not-kept': problem(
    'read-only',
    'This cannot be saved: the data folder is full or read-only. Free space or allow writing, then restart the program.',
  ),
  'library-gone': problem('not-found', 'This cannot be saved: the data folder is gone. Restart the program.'),
  'annotations-changed': problem(
    'in-use',
    'Another window changed the measurements on this film; the saved ones are shown now. Draw again what is missing.',
  ),
  'note-changed': problem('in-use', 'Another window changed the note on this film as well; both texts are in it now.'),
  'library-newer': problem(
    'not-readable',
    'The library was written by a newer version of the program; use that version, or another data folder.',
  ),
  'library-damaged': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The library was damaged. It was set aside as “${name}” in the data folder and a new one was started. Open your films again.`,
  ),
  'library-rows-damaged': problem(
    'malformed',
    'Some worklist entries are damaged and were left out; open their films again. Their readings and measurements are kept.',
  ),
  'annotations-damaged': problem('malformed', 'The saved measurements of this film are damaged; measure again.'),
  'aside-node': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The saved choice of “Receive films” is damaged, so no films are received. It was set aside as “${name}” in the data folder; switch receiving on again under Settings, Connections.`,
  ),
  'aside-checked': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The record of which models were checked on your films is damaged. It was set aside as “${name}” in the data folder; evaluate your models again.`,
  ),
  'aside-job': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The record of a job is damaged, so a training, scan or evaluation is missing from the lists. It was set aside as “${name}” in the data folder; its other files are unchanged.`,
  ),
  'aside-run': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The record of a training is damaged, so it is missing from the list and cannot be resumed. It was set aside as “${name}” in the data folder; its other files are unchanged.`,
  ),
  'aside-scan': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The record of a scan is damaged, so it is missing from the list. It was set aside as “${name}” in the data folder; its report is unchanged.`,
  ),
  'aside-marks': problem(
    'malformed',
    'Some reviews or marks of films are damaged and are left out. They stay in the library; review those films again.',
  ),
  'settings-not-readable': problem(
    'not-readable',
    'The saved settings cannot be read; check the permissions of their file in the data folder.',
  ),
  'settings-damaged': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The saved settings are damaged. They were set aside as “${name}” in the data folder, and the defaults are used.`,
  ),
  'settings-newer': problem(
    'malformed',
    { name: 'string' },
    ({ name }) =>
      `The saved settings are from a newer version of the program. They were set aside as “${name}” in the data folder, and the defaults are used.`,
  ),
  'settings-disk-full': problem(
    'disk-full',
    'The settings could not be saved because the disk is full; free space and try again.',
  ),
  'settings-not-writable': problem(
    'not-writable',
    'The settings could not be saved because their file is not writable; check the data folder and try again.',
  ),
  'window-blocked': problem(
    'not-allowed',
    'The browser blocked the second window. Allow pop-ups for this address, then try again.',
  ),
  'settings-in-use': problem('in-use', 'Another program is changing the settings; try again.'),
  'clearing-in-use': problem(
    'in-use',
    'A running training, scan or installation may need this. Wait until it ends, or stop it first.',
  ),

  // what only the command line may do: whoever has got hold of a page has not got hold of a terminal
  'page-names-program': problem(
    'wrong-use',
    'For safety, the page may not choose a program to run; use the command line: "fractureguard runtime install tensorflow --from-python PATH".',
  ),
  'page-replaces-file': problem(
    'wrong-use',
    'For safety, the page may not replace files; choose a new name, or use the command line (fractureguard scan --replace).',
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
  'picture-folder-not-made': problem(
    'not-readable',
    'The folder for the pictures cannot be created; choose another one.',
  ),

  // told by the page itself
  'connection-lost': problem('interrupted', 'The connection to the program was lost before it answered.'),
  'film-forgotten': problem('not-found', 'The program was restarted and no longer has this file open. Open it again.'),
}
