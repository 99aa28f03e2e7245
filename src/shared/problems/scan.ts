import { problem } from './entry.ts'

/** Reading whole folders into a report. */
export const scanProblems = {
  'scan-stopped': problem('cancelled', 'The scan was stopped; it can be resumed.'),
  'scan-folder-gone': problem(
    'interrupted',
    'The folder is gone; a drive may have been removed. The results so far are kept: reconnect it, then resume.',
  ),
  'scan-of-file': problem('wrong-use', 'A scan needs a folder; to read a single file, use read.'),
  'scan-unknown': problem('not-found', 'This scan no longer exists; the list shows those that do.'),
  'scan-without-rest': problem('not-found', 'Nothing of this scan was kept; scan the folder again.'),
  'scan-rows-elsewhere': problem(
    'wrong-use',
    'The rows of this scan are in its report, not in the program; open the report, or scan the folder here.',
  ),
  'scan-rows-gone': problem('not-found', 'The saved rows of this scan are gone; scan the folder again.'),
  'scan-rows-damaged': problem('malformed', 'The saved rows of this scan are damaged; scan the folder again.'),
  'scan-running': problem('in-use', 'This scan is running; stop it first.'),
  'scan-hash-key-damaged': problem('malformed', 'The key for hashing patient ids is damaged; scan without hashed ids.'),
  'scan-report-unnamed': problem(
    'wrong-use',
    'Say where the report goes: --csv FILE, or --output FILE with a --format.',
  ),
  'scan-report-exists': problem('wrong-use', 'The output already exists; choose another name, or use --replace.'),
  'scan-unfinished': problem(
    'wrong-use',
    'The output has an unfinished scan; continue with --resume, or start over with --replace.',
  ),
  'scan-nothing-to-resume': problem('wrong-use', 'The output has no unfinished scan; omit --resume to start one.'),
  'scan-of-other-terms': problem(
    'wrong-use',
    'The unfinished scan was started with other options or another model; resume with the same, or start over with --replace.',
  ),
  'scan-report-shortened': problem(
    'malformed',
    'The unfinished report is shorter than its journal says; start over with --replace.',
  ),
  'scan-journal-damaged': problem(
    'malformed',
    'The journal of the unfinished scan is damaged; start over with --replace.',
  ),
  'scan-report-in-use': problem(
    'in-use',
    'Another scan is writing this report; wait until it has ended, or choose another output.',
  ),
  'scan-report-disk-full': problem(
    'disk-full',
    'The disk with the report is full. The results so far are kept: free space, then resume the scan.',
  ),
  'scan-report-not-writable': problem(
    'not-writable',
    'The report cannot be written there; check that its folder exists and that you may write into it.',
  ),
}
