import { Option, type Command } from 'commander'
import { engineOption } from '../session/engine.ts'
import { dicomOptions } from './dicomOptions.ts'
import { wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'
import { nodeStatus, runNode, type NodeOptions } from './node.ts'

/** Everything below `node`. */
export function addNodeCommands(program: Command, done: (code: number) => void): void {
  const [kinds, , reportClass] = dicomOptions()
  const node = program.command('node').description('a DICOM node (Storage SCP) that reads films as they arrive')
  node
    .command('run', { isDefault: true })
    .description('take films from systems on the list, read each, and send results to a connection, until stopped')
    .requiredOption('--to <connection>', 'where results go (see "connections")')
    .requiredOption('--allow <aetitle...>', 'AE titles of the systems that may send; all others are refused')
    .option('--ae <aetitle>', 'AE title of this node', 'FRACTUREGUARD')
    .addOption(new Option('--port <number>', 'port').argParser(wholeNumber(0, 65535)).default(11112))
    .option('--host <address>', 'address to listen at; other machines reach only what is named here', '127.0.0.1')
    .addOption(
      new Option('--disk-limit <gigabytes>', 'for films and results that wait; beyond it films are refused (A700)')
        .argParser(wholeNumber(1, 100_000))
        .default(10),
    )
    .addOption(
      new Option('--retry <seconds>', 'wait after a failure, doubled with each, up to 15 minutes')
        .argParser(wholeNumber(1, 900))
        .default(60),
    )
    .addOption(kinds!)
    .addOption(reportClass!)
    .option('--model <id>', 'the model to read with (default: the active one)')
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'node --to archive --allow XRAY1',
        'node --to archive --allow XRAY1 XRAY2 --host 10.1.2.3 --dicom sc,sr',
      ),
    )
    .action(async (options: NodeOptions) => done(await runNode(options)))
  node
    .command('status')
    .description('what the node has taken in, and what waits or failed')
    .addOption(json())
    .addHelpText('after', examples('node status', 'node status --json'))
    .action(async (options: { json?: boolean }) => done(await nodeStatus(options)))
}
