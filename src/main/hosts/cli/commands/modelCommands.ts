import { Option, type Command } from 'commander'
import { partNames } from '#shared/dataset.ts'
import { engineOption } from '../session/engine.ts'
import { reviewedOption } from '../session/reviewed.ts'
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
  new Option('--unseen', 'leave out films that a model is known to have been trained on').default(false)
const part = (): Option =>
  new Option('--part <part>', 'of data that came divided, read only this part').choices(partNames)

/** `evaluate DIR`, `fit DIR` and everything below `models`. */
export function addModelCommands(program: Command, done: Done): void {
  program
    .command('evaluate')
    .description('measure a model on labelled films: AUC, accuracy, operating points, calibration, where it points')
    .argument('[dir]', 'folder with one folder of films a class, or a CSV manifest')
    .option('--model <id>', 'the model to measure (default: the active one)')
    .addOption(reviewedOption())
    .addOption(part())
    .addOption(unseen())
    .addOption(marksOption())
    .addOption(categoryOption())
    .option(
      '--by <column>',
      'also by the values of this column of the manifest, such as region; may be given more than once',
      (column: string, all: string[] | undefined) => [...(all ?? []), column],
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
    .description("fit a model's calibration and operating points to labelled films of this place, without training")
    .argument('[dir]', 'folder with one folder of films a class, or a CSV manifest; 40 to 300 films are enough')
    .option('--model <id>', 'the model to fit (default: the active one)')
    .addOption(reviewedOption())
    .option('--name <name>', 'name of the fitted model')
    .addOption(part())
    .option('--activate', 'read with the fitted model from now on', false)
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples('fit films/', 'fit --reviewed', 'fit films/ --model starter --name "Starter, Ward 3" --activate'),
    )
    .action(async (folder: string | undefined, options: FitOptions) => done(await fit(folder, options)))

  const models = program
    .command('models')
    .description('the models that are here')
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
    .description('all models, the active one marked')
    .addOption(json())
    .addHelpText('after', examples('models list', 'models list --json'))
    .action(async (options: Json) => done(await listModels(options)))
  models
    .command('show')
    .description('the card of one model: its data, its training and what it does on held-out films')
    .argument('<id>', 'id of a model')
    .addOption(json())
    .addHelpText('after', examples('models show starter'))
    .action(async (id: string, options: Json) => done(await showModel(id, options)))
  models
    .command('summary')
    .description('the network of one model: a table of its layers, and a drawing')
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
      'folder with one folder of films a class, or a CSV manifest; neither model may have been trained on them',
    )
    .addOption(reviewedOption())
    .addOption(part())
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
    .description('read with this model from now on')
    .argument('<id>', 'id of a model')
    .addOption(json())
    .addHelpText('after', examples('models activate starter'))
    .action(async (id: string, options: Json) => done(await activateModel(id, options)))
  models
    .command('rollback')
    .description('read again with the model that was active before')
    .addOption(json())
    .addHelpText('after', examples('models rollback'))
    .action(async (options: Json) => done(await rollBackModel(options)))
  models
    .command('export')
    .description(
      'write a model into one new file: a name in .onnx for other tools, in .safetensors for torchvision, any other for "models import"',
    )
    .argument('<id>', 'id of a model')
    .argument('<file>', 'the file')
    .option('--name <name>', 'what it is called there (default: its name, unless that is the name of a folder)')
    .option(
      '--column <columns...>',
      'columns of the data, such as site or machine, whose values its report may name (default: none)',
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
    .description('take a model from a file that "models export" wrote')
    .argument('<file>', 'the file')
    .addOption(json())
    .addHelpText('after', examples('models import wrists.zip'))
    .action(async (file: string, options: Json) => done(await importModel(file, options)))
  models
    .command('delete')
    .description('delete a model for good')
    .argument('<id>', 'id of a model')
    .option('--yes', 'really', false)
    .option('--even-if-active', 'also where it is the active one; the one before it becomes active', false)
    .addOption(json())
    .addHelpText(
      'after',
      examples('models delete wrists-3f2a9c01 --yes', 'models delete wrists-3f2a9c01 --yes --even-if-active'),
    )
    .action(async (id: string, options: DeleteOptions) => done(await deleteModel(id, options)))
}
