import { problem } from './entry.ts'

/** Scans that many machines share. */
export const fleetProblems = {
  'fleet-database-unnamed': problem(
    'wrong-use',
    'Say which PostgreSQL database the fleet uses: --database URL, the variable FRACTUREGUARD_FLEET, or PGHOST and PGDATABASE.',
  ),
  'fleet-database-silent': problem(
    'interrupted',
    'The fleet’s database does not answer. Nothing is lost: check that it runs and can be reached, then continue.',
  ),
  'fleet-database-refused': problem(
    'not-readable',
    'The database of the fleet refuses this user, password or database name; check the URL and the PG* variables.',
  ),
  'fleet-database-not-trusted': problem(
    'not-readable',
    'No trusted connection to the database of the fleet could be made; check sslmode and sslrootcert in its URL, and its certificate.',
  ),
  'fleet-rights-missing': problem(
    'not-readable',
    'This user of the database may not do that; docs/fleet.md lists the rights of walkers, workers and readers.',
  ),
  'fleet-not-prepared': problem(
    'wrong-use',
    'The database has no fleet, or one of an earlier version; its owner prepares it with "fractureguard fleet init".',
  ),
  'fleet-of-later-version': problem(
    'wrong-use',
    'The fleet was prepared by a later version of the program; use that version here too.',
  ),
  'fleet-database-failed': problem(
    'internal',
    { state: 'string' },
    ({ state }) => `The fleet’s database reported an unexpected error, SQLSTATE ${state}.`,
  ),
  'fleet-scan-unknown': problem(
    'not-found',
    'The fleet has no scan of this name; "fractureguard fleet status" lists all.',
  ),
  'fleet-scan-of-other-terms': problem(
    'wrong-use',
    'The fleet has a scan of this name with another source, other options or another model; choose another name.',
  ),
  'fleet-scan-cancelled': problem(
    'wrong-use',
    'This scan was cancelled; start one under another name, or remove it first.',
  ),
  'fleet-scan-unfinished': problem(
    'wrong-use',
    'This scan is not complete; wait for it, or say --partial for the rows that are there.',
  ),
  'fleet-scan-not-at-rest': problem('in-use', 'This scan is not complete; cancel it before it is removed.'),
  'fleet-export-unnamed': problem('wrong-use', 'Say where the rows go: either --csv FILE or --parquet FILE.'),
  'fleet-remove-unsaid': problem('wrong-use', 'This deletes the scan with all of its rows; confirm with --yes.'),
  'fleet-walked-elsewhere': problem(
    'in-use',
    'Another process walks the source of this scan; one is enough. This one has stopped.',
  ),
  'fleet-walk-stopped': problem('cancelled', 'The walk was stopped. To resume it, run the same command again.'),
  'fleet-source-gone': problem(
    'interrupted',
    'This machine cannot see the folder of the scan. Reconnect its drive, or map its path (--map FROM=TO). Its films were returned to the queue and will be tried again.',
  ),
  'fleet-map-impossible': problem('wrong-use', 'A map is two absolute paths: --map /films=/mnt/films.'),
  'fleet-source-impossible': problem(
    'wrong-use',
    'The source is a folder, or the http(s) address of a DICOMweb archive with the query of its studies and without user or password: https://archive/dicom-web?StudyDate=20240101-20241231.',
  ),
  'fleet-archive-silent': problem(
    'interrupted',
    'The DICOMweb archive does not answer. Nothing is lost: check that it runs and can be reached, then continue.',
  ),
  'fleet-archive-origin': problem(
    'interrupted',
    'What archives are told of who asks (FRACTUREGUARD_DICOMWEB_AUTHORIZATION) is for one of them. Say for which, such as FRACTUREGUARD_DICOMWEB_ORIGIN=https://archive:8443, then start again.',
  ),
  'fleet-archive-unencrypted': problem(
    'interrupted',
    'What the archive is told of who asks would travel unencrypted; scan an https address.',
  ),
  'fleet-archive-refused': problem(
    'not-readable',
    { status: 'number' },
    ({ status }) => `The DICOMweb archive refuses this, with HTTP status ${status}.`,
  ),
  'fleet-archive-answer': problem('malformed', 'The DICOMweb archive answered with something that is not DICOM.'),
  'fleet-archive-without-offset': problem(
    'malformed',
    'The DICOMweb archive gives the same page of its list again, so the rest cannot be reached; narrow the query.',
  ),
  'fleet-film-too-large': problem(
    'too-large',
    'The film is larger than 512 MiB, which is more than is fetched from an archive.',
  ),
  'fleet-film-ends-workers': problem(
    'compute-crashed',
    'Two workers have ended while each read this film and nothing else; it is not tried again.',
  ),
  'fleet-model-unknown': problem('model-not-found', 'The database does not hold the model of this scan.'),
  'fleet-model-changed': problem(
    'model-invalid',
    'The model in the database is not the one that was sealed; nothing is read with it.',
  ),
  'fleet-engine-untested': problem(
    'engine-unavailable',
    'This engine did not pass its self-test on this machine, so it may not read for a fleet; "fractureguard doctor" says why.',
  ),
}
