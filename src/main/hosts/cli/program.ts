import { Command, CommanderError } from 'commander'
import { programVersion } from '#main/app/index.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addCachesCommands } from './commands/caches.ts'
import { addConnectionsCommands } from './commands/connections.ts'
import { addDeidentifyCommand } from './commands/deidentify.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addFleetCommands } from './commands/fleetCommands.ts'
import { addInfoCommand } from './commands/info.ts'
import { addInspectCommand } from './commands/inspect.ts'
import { addKeysCommands } from './commands/keys.ts'
import { addMarksCommands } from './commands/marks.ts'
import { addModelCommands } from './commands/modelCommands.ts'
import { addNodeCommands } from './commands/nodeCommands.ts'
import { addPacsCommands } from './commands/pacs.ts'
import { addReadCommand } from './commands/read.ts'
import { addReviewsCommands } from './commands/reviews.ts'
import { addRunsCommands } from './commands/runs.ts'
import { addRuntimeCommands } from './commands/runtime.ts'
import { addScanCommand } from './commands/scan.ts'
import { addServeCommand } from './commands/serveCommand.ts'
import { addTrainCommand } from './commands/trainCommand.ts'
import { exitCodes } from './session/exitCodes.ts'
import { writeError } from './print/output.ts'
import { notADevice } from './print/rows.ts'

/** In the order in which the help lists them. */
const commands = [
  addReadCommand,
  addInfoCommand,
  addScanCommand,
  addInspectCommand,
  addTrainCommand,
  addModelCommands,
  addRunsCommands,
  addMarksCommands,
  addReviewsCommands,
  addConnectionsCommands,
  addPacsCommands,
  addNodeCommands,
  addDeidentifyCommand,
  addRuntimeCommands,
  addFleetCommands,
  addKeysCommands,
  addCachesCommands,
  addAuditCommands,
  addServeCommand,
  addDoctorCommand,
]

function build(done: (code: number) => void): Command {
  const program = new Command('fractureguard')
    .description('Reads X-rays for fractures and learns from your own X-rays.\n' + notADevice)
    .version(programVersion)
    .addHelpText('after', '\nExit codes: 0 success, 1 some inputs failed, 2 wrong use.')
    .exitOverride()
    .configureOutput({ writeErr: writeError })

  for (const add of commands) add(program, done)
  return program
}

/** Runs one command line (without node and script) and resolves with its exit code. */
export async function runCli(commandLine: readonly string[]): Promise<number> {
  let code: number = exitCodes.wrongUse
  try {
    await build((ended) => (code = ended)).parseAsync(commandLine, { from: 'user' })
    return code
  } catch (thrown) {
    // Commander has said on standard error what is wrong; help and version that were asked for come this way too.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.well : exitCodes.wrongUse
    throw thrown
  }
}
