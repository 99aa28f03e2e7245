import { Option, type Command } from 'commander'
import { partNames } from '#shared/dataset.ts'
import { engineOption } from '../session/engine.ts'
import { reviewedOption } from '../session/reviewed.ts'
import { groupPatternOption, several } from './arguments.ts'
import { examples, json } from './help.ts'
import { categoryOption, marksOption } from './marks.ts'
import { compareModels, evaluateModel, type CompareOptions, type EvaluateOptions } from './evaluate.ts'
import { fit, type FitOptions } from './fit.ts'
import { exportModel, importModel, type ExportOptions } from './modelFiles.ts'
import {
  activateModel,
  deleteModel,
  listModels,
  rollBackModel,
  showModel,
  summariseModel,
  type DeleteOptions,
  type SummaryOptions,
} from './models.ts'

type Json = { json?: boolean }
type Done = (code: number) => void

const unseen = (): Option =>
  new Option('--unseen', 'leave out films the model is known to have been trained on').default(false)
const part = (): Option => new Option('--part <part>', 'for data with a split: read only this part').choices(partNames)

/** `evaluate DIR`, `fit DIR` and everything below `models`. */
export function addModelCommands(program: Command, done: Done): void {
  program
    .command('evaluate')
    .description('measure a model on labelled films: AUC, accuracy, operating points, calibration, where it points')
    .argument('[dir]', 'folder with one subfolder per class, or a CSV manifest')
    .option('--model <id>', 'the model to measure (default: the active one)')
    .addOption(reviewedOption())
    .addOption(part())
    .addOption(groupPatternOption())
    .addOption(unseen())
    .addOption(marksOption())
    .addOption(categoryOption())
    .option(
      '--by <column>',
      'also report by the values of this manifest column, such as region; may be repeated',
      several,
    )
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'evaluate films/',
        'evaluate films.csv --by region --by view',
        'evaluate films/ --model wrists-3f2a9c01 --json',
        'evaluate films/ --unseen',
        'evaluate --reviewed --unseen',
      ),
    )
    .action(async (folder: string | undefined, options: EvaluateOptions) => done(await evaluateModel(folder, options)))

  program
    .command('fit')
    .description("fit a model's calibration and operating points to your own labelled films, without training")
    .argument('[dir]', 'folder with one subfolder per class, or a CSV manifest; 40 to 300 films are enough')
    .option('--model <id>', 'the model to fit (default: the active one)')
    .addOption(reviewedOption())
    .option('--name <name>', 'name of the fitted model')
    .addOption(part())
    .addOption(groupPatternOption())
    .option('--activate', 'make the fitted model the active one', false)
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples('fit films/', 'fit --reviewed', 'fit films/ --model starter --name "Starter, Ward 3" --activate'),
    )
    .action(async (folder: string | undefined, options: FitOptions) => done(await fit(folder, options)))

  const models = program
    .command('models')
    .description('list and manage models')
    .addHelpText(
      'after',
      examples(
        'models',
        'models show starter',
        'models activate starter',
        'models compare starter wrists-3f2a9c01 --on films/',
      ),
    )
  models
    .command('list', { isDefault: true })
    .description('list all models; the active one is marked')
    .addOption(json())
    .addHelpText('after', examples('models list', 'models list --json'))
    .action(async (options: Json) => done(await listModels(options)))
  models
    .command('show')
    .description('show the card of a model: data, training and results on held-out films')
    .argument('<id>', 'id of a model')
    .addOption(json())
    .addHelpText('after', examples('models show starter'))
    .action(async (id: string, options: Json) => done(await showModel(id, options)))
  models
    .command('summary')
    .description('show the network of a model: a table of its layers, and a drawing')
    .argument('<id>', 'id of a model')
    .option('--svg <file>', 'write a drawing of the network into this new file')
    .addOption(json())
    .addHelpText(
      'after',
      examples('models summary starter', 'models summary starter --svg network.svg', 'models summary starter --json'),
    )
    .action(async (id: string, options: SummaryOptions) => done(await summariseModel(id, options)))
  models
    .command('compare')
    .description('measure two models on the same labelled films and test whether they differ (DeLong, McNemar)')
    .argument('<a>', 'id of one model')
    .argument('<b>', 'id of the other model')
    .option(
      '--on <dir>',
      'folder with one subfolder per class, or a CSV manifest; neither model may have been trained on them',
    )
    .addOption(reviewedOption())
    .addOption(part())
    .addOption(groupPatternOption())
    .addOption(unseen())
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'models compare starter wrists-3f2a9c01 --on films/',
        'models compare starter wrists-3f2a9c01 --on films.csv --part holdout --json',
      ),
    )
    .action(async (a: string, b: string, options: CompareOptions) => done(await compareModels(a, b, options)))
  models
    .command('activate')
    .description('make this model the active one')
    .argument('<id>', 'id of a model')
    .addOption(json())
    .addHelpText('after', examples('models activate starter'))
    .action(async (id: string, options: Json) => done(await activateModel(id, options)))
  models
    .command('rollback')
    .description('go back to the previously active model')
    .addOption(json())
    .addHelpText('after', examples('models rollback'))
    .action(async (options: Json) => done(await rollBackModel(options)))
  models
    .command('export')
    .description(
      'export a model into a new file: .onnx for other tools, .safetensors for torchvision, any other name for "models import"',
    )
    .argument('<id>', 'id of a model')
    .argument('<file>', 'the file')
    .option('--name <name>', 'name in the export (default: its name, unless that is a folder name)')
    .option(
      '--column <columns...>',
      'columns of the data, such as site or machine, to include in its report (default: none)',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'models export wrists-3f2a9c01 wrists.zip',
        'models export wrists-3f2a9c01 wrists.zip --name "Wrists 2026" --column site',
        'models export starter starter.onnx',
        'models export starter trunk.safetensors',
      ),
    )
    .action(async (id: string, file: string, options: ExportOptions) => done(await exportModel(id, file, options)))
  models
    .command('import')
    .description('import a model from a file written by "models export"')
    .argument('<file>', 'the file')
    .addOption(json())
    .addHelpText('after', examples('models import wrists.zip'))
    .action(async (file: string, options: Json) => done(await importModel(file, options)))
  models
    .command('delete')
    .description('permanently delete a model')
    .argument('<id>', 'id of a model')
    .option('--yes', 'confirm that it is deleted; needed', false)
    .option('--even-if-active', 'even if it is active; the previous model becomes active', false)
    .addOption(json())
    .addHelpText(
      'after',
      examples('models delete wrists-3f2a9c01 --yes', 'models delete wrists-3f2a9c01 --yes --even-if-active'),
    )
    .action(async (id: string, options: DeleteOptions) => done(await deleteModel(id, options)))
}
