import { InvalidArgumentError, Option, type Command } from 'commander'
import { problemCodes, type ProblemCode } from '#shared/problem.ts'
import type { ScanOptions } from '#shared/scan.ts'
import type { EngineName } from '#shared/engine.ts'
import { engineOption } from '../session/engine.ts'
import { fleetScan, fleetWork, type FleetScanOptions, type FleetWorkOptions } from './fleet.ts'
import {
  fleetCancel,
  fleetExport,
  fleetInit,
  fleetRemove,
  fleetRetry,
  fleetStatus,
  type FleetExportOptions,
} from './fleetManage.ts'
import { pointInTime, several, wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'

const database = (): Option =>
  new Option('--database <url>', 'PostgreSQL database of the fleet, such as postgresql://user@host/films').env(
    'FRACTUREGUARD_FLEET',
  )

function codeNames(text: string, all: ProblemCode[]): ProblemCode[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !(problemCodes as readonly string[]).includes(name))
  if (unknown === undefined) return [...all, ...(names as ProblemCode[])]
  throw new InvalidArgumentError(`There is no code ${unknown}; there are ${problemCodes.join(', ')}.`)
}

const archiveLogin = `
A DICOMweb archive that asks for a login:
  FRACTUREGUARD_DICOMWEB_AUTHORIZATION   what it is told, such as "Bearer …"
  FRACTUREGUARD_DICOMWEB_ORIGIN          the one archive that is told it, such as https://archive:8443`

/** `fleet`: scans that many machines share. */
export function addFleetCommands(program: Command, done: (code: number) => void): void {
  const fleet = program
    .command('fleet')
    .description('scans that many machines share, on a PostgreSQL database; see docs/fleet.md')

  fleet
    .command('init')
    .description('prepare a database, or bring one up to date; needs its owner')
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet init --database postgresql://owner@db/films'))
    .action(async (options) => done(await fleetInit(options)))

  fleet
    .command('scan')
    .description('find all films of a source and hand them to the workers; run it again to resume')
    .argument('<source>', 'a folder that all workers see, or the address of a DICOMweb archive with a query of studies')
    .requiredOption('--name <name>', 'what the scan is called')
    .option('--glob <pattern>', 'only files whose path below the folder matches, such as "*.dcm" or "2024/**"')
    .option('--modality <code>', 'only films of this modality; may be repeated', several, [])
    .option('--newer-than <date>', 'only files changed after this date', pointInTime)
    .addOption(
      new Option('--patient-id <how>', 'patient ids in the rows').choices(['omit', 'keep', 'hash']).default('omit'),
    )
    .option('--absolute', 'absolute paths instead of paths below the folder', false)
    .option('--model <id>', 'the model to read with (default: the active one)')
    .option(
      '--heartbeat <seconds>',
      'how long a worker may say nothing before its films go to another (default: 30)',
      wholeNumber(10, 3600),
    )
    .addOption(database())
    .addOption(json())
    .addHelpText('after', archiveLogin)
    .addHelpText(
      'after',
      examples(
        'fleet scan /films --name 2024',
        'fleet scan "https://archive/dicom-web?StudyDate=20240101-20241231" --name 2024 --modality DX',
      ),
    )
    .action(async (source: string, options: FleetScanOptions & { patientId: ScanOptions['patientId'] }) =>
      done(await fleetScan(source, options)),
    )

  fleet
    .command('work')
    .description('read films for the fleet until stopped; run it on any number of machines')
    .option('--map <from=to>', "where a scan's folder is on this machine; may be repeated", several, [])
    .option('--until-done', 'end when no scan has anything left to be read', false)
    .addOption(engineOption())
    .addOption(database())
    .addOption(json())
    .addHelpText('after', archiveLogin)
    .addHelpText('after', examples('fleet work', 'fleet work --map /films=/mnt/films --until-done'))
    .action(async (options: FleetWorkOptions & { engine?: EngineName }) => done(await fleetWork(options)))

  fleet
    .command('status')
    .description('show all scans and their progress, and the workers')
    .option('--watch', 'refresh every two seconds', false)
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet status', 'fleet status --watch', 'fleet status --json'))
    .action(async (options) => done(await fleetStatus(options)))

  fleet
    .command('export')
    .description('write the rows of a scan into a file')
    .argument('<name>', 'the scan')
    .option('--csv <file>', 'as CSV, like the report of a scan of one machine')
    .option('--parquet <file>', 'as Apache Parquet, with the same columns')
    .option('--partial', 'even if the scan is not complete', false)
    .option('--replace', 'replace an existing file', false)
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet export 2024 --csv 2024.csv', 'fleet export 2024 --parquet 2024.parquet'))
    .action(async (name: string, options: FleetExportOptions) => done(await fleetExport(name, options)))

  fleet
    .command('cancel')
    .description('stop reading films of a scan; its rows stay')
    .argument('<name>', 'the scan')
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet cancel 2024'))
    .action(async (name: string, options) => done(await fleetCancel(name, options)))

  fleet
    .command('retry')
    .description('retry films that could not be read')
    .argument('<name>', 'the scan')
    .requiredOption('--code <codes>', 'only those with this problem; more with commas between', codeNames, [])
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet retry 2024 --code compute-crashed,time-limit'))
    .action(async (name: string, options) => done(await fleetRetry(name, options)))

  fleet
    .command('remove')
    .description('delete a scan that is complete or cancelled, with all of its rows')
    .argument('<name>', 'the scan')
    .option('--yes', 'confirm that it is deleted with its rows; needed', false)
    .addOption(database())
    .addOption(json())
    .addHelpText('after', examples('fleet remove 2024 --yes'))
    .action(async (name: string, options) => done(await fleetRemove(name, options)))
}
