import type { Command } from 'commander'
import { exitCodes } from '../session/exitCodes.ts'
import { createOutput } from '../print/output.ts'
import { withApplication } from '../session/session.ts'
import { examples, json } from './help.ts'

/** Everything below `runs`. */
export function addRunsCommands(program: Command, done: (code: number) => void): void {
  const runs = program.command('runs').description('list and export training runs')
  runs
    .command('list', { isDefault: true })
    .description('all training runs, the newest first')
    .addOption(json())
    .addHelpText('after', examples('runs', 'runs list --json'))
    .action(async (options: { json?: boolean }) => done(await listRuns(options)))
  runs
    .command('export')
    .description('export settings, progress and figures of a run as files for MLflow; they name no film')
    .argument('<run>', 'id of a run, as "runs" and "train" tell it')
    .argument('<dir>', 'folder for MLflow (mlruns); it may be there already, with other runs')
    .addOption(json())
    .addHelpText('after', examples('runs export 0f6c2c1e-5f0e-4c58-9a53-0a3a8f1f2d11 mlruns'))
    .action(async (runId: string, folder: string, options: { json?: boolean }) =>
      done(await exportRun(runId, folder, options)),
    )
}

function listRuns(options: { json?: boolean }): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const runs = await client.training.runs()
    for (const { runId, name, state, createdAt, modelId } of runs) {
      output.record({ runId, name, state, createdAt, modelId })
      output.line(`${runId}  ${createdAt}  ${state}  ${name}`)
    }
    if (runs.length === 0) output.line('No training has been started here yet.')
    return exitCodes.well
  })
}

function exportRun(runId: string, folder: string, options: { json?: boolean }): Promise<number> {
  const output = createOutput(options.json ?? false)
  return withApplication('cli', output, async ({ client }) => {
    const { path, files } = await client.training.exportRun({ runId, folder })
    output.record({ runId, path, files })
    output.line(`${path}: ${files} files. They contain no film or folder names of your data.`)
    output.line(`  mlflow ui --backend-store-uri ${folder}`)
    return exitCodes.well
  })
}
