import { problem } from './entry.ts'

/** Reading whole folders into a report. */
export const scanProblems = {
  'scan-stopped': problem('cancelled', 'The scan was stopped; it can be resumed.'),
  'scan-folder-gone': problem(
    'interrupted',
    'The folder is not there any more; a drive may have been taken out. What was read so far is kept: bring it back, then resume.',
  ),
  'scan-of-file': problem('wrong-use', 'A scan wants a folder; a single file can be read.'),
  'scan-unknown': problem('not-found', 'There is no such scan any more; the list shows which there are.'),
  'scan-without-rest': problem('not-found', 'Nothing of this scan was kept; scan the folder anew.'),
  'scan-rows-elsewhere': problem(
    'wrong-use',
    'The rows of this scan are in its report and not in the program; open the report, or scan the folder here.',
  ),
  'scan-rows-gone': problem('not-found', 'The kept rows of this scan are not there any more; scan the folder anew.'),
  'scan-rows-damaged': problem('malformed', 'The kept rows of this scan are damaged; scan the folder anew.'),
  'scan-running': problem('in-use', 'This scan is running; stop it first.'),
  'scan-hash-key-damaged': problem('malformed', 'The key for hashing patient ids is damaged; scan without hashed ids.'),
  'scan-report-unnamed': problem(
    'wrong-use',
    'Say where the report goes: --csv FILE, or --output FILE with a --format.',
  ),
  'scan-report-exists': problem(
    'wrong-use',
    'There is a report at the output already; choose another name, or say --replace.',
  ),
  'scan-unfinished': problem(
    'wrong-use',
    'An unfinished scan lies at the output; go on with --resume, or begin anew with --replace.',
  ),
  'scan-nothing-to-resume': problem(
    'wrong-use',
    'There is no unfinished scan at the output; leave --resume out to begin one.',
  ),
  'scan-of-other-terms': problem(
    'wrong-use',
    'The unfinished scan was begun with other options or another model; resume with the same, or begin anew with --replace.',
  ),
  'scan-report-shortened': problem(
    'malformed',
    'The unfinished report is shorter than its journal says; begin anew with --replace.',
  ),
  'scan-journal-damaged': problem(
    'malformed',
    'The journal of the unfinished scan is damaged; begin anew with --replace.',
  ),
  'scan-report-in-use': problem(
    'in-use',
    'Another scan is writing this report; wait until it has ended, or choose another output.',
  ),
  'scan-report-disk-full': problem(
    'disk-full',
    'The disk of the report is full. What was read so far is kept: free some space, then resume the scan.',
  ),
  'scan-report-not-writable': problem(
    'not-writable',
    'The report cannot be written there; check that its folder exists and that you may write into it.',
  ),
}
