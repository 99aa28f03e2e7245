import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { engineOption } from '../session/engine.ts'
import { reviewedOption } from '../session/reviewed.ts'
import { groupPatternOption, wholeNumber } from './arguments.ts'
import { examples, json } from './help.ts'
import { categoryOption, marksOption } from './marks.ts'
import { train, type TrainOptions } from './train.ts'

type TrainCommandOptions = Omit<TrainOptions, 'marks' | 'categories' | 'inputSize' | 'splitFile'> & {
  size?: `${NonNullable<TrainOptions['inputSize']>}`
  split?: string
  marks?: string
  category?: string[]
}

/** `train`. */
export function addTrainCommand(program: Command, done: (code: number) => void): void {
  program
    .command('train')
    .description('train a model on a folder with one subfolder of films per class')
    .argument('[dir]', 'folder with the labelled films')
    .addOption(reviewedOption())
    .addOption(
      new Option('--mode <mode>', 'heads: only the heads learn, takes minutes; full: the trunk learns too')
        .choices(['heads', 'full'])
        .default('heads'),
    )
    .addOption(
      new Option('--preset <preset>', 'tutorial: 224 pixels squashed, 5 epochs, batch 128')
        .choices(['default', 'tutorial'])
        .default('default'),
    )
    .option('--name <name>', 'name of the new model (default: name of the folder)')
    .option('--seed <number>', 'random seed', wholeNumber(0, 2 ** 31 - 1), 42)
    .option('--epochs <number>', 'passes through the films (default: by mode)', wholeNumber(1, 500))
    .option('--batch <number>', 'films per step (default: by mode)', wholeNumber(2, 512))
    .addOption(
      new Option(
        '--size <pixels>',
        "side of the network's input (default with marks: 640 for heads, 448 for full; otherwise as the starting model)",
      ).choices(['224', '320', '448', '640']),
    )
    .addOption(
      new Option('--class-weights <how>', 'balanced: every class counts equally')
        .choices(['none', 'balanced'])
        .default('none'),
    )
    .option('--places', 'learn where fractures are, from marks (default: if at least 20 films have them)')
    .option('--no-places', 'learn from film labels only')
    .addOption(marksOption())
    .addOption(categoryOption())
    .option('--split <file>', 'CSV with the part of each film, as written by inspect or an earlier run')
    .option('--allow-leak', 'train even if the split leaks; the report starts with a warning', false)
    .addOption(groupPatternOption())
    .option('--fold <i/k>', 'hold out fold i of k, for k-fold cross-validation: one training for each i', foldOf)
    .option(
      '--cross-fit <k>',
      'judge every training film with one of k networks that have not seen it: better calibration, k + 1 trainings (default: heads 4, full none)',
      wholeNumber(2, 10),
    )
    .option(
      '--from <model>',
      'model, or .safetensors file of a ResNet-18, whose trunk training starts from (default: the active model)',
    )
    .option('--learning-curve', 'also train on parts of the films, to see whether more films would help')
    .option('--resume <run>', 'resume a run that was cancelled or interrupted')
    .option('--activate', 'make the new model the active one', false)
    .addOption(engineOption())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'train films/',
        'train films/ --name "Wrists" --activate',
        'train films/ --mode full --epochs 12',
        'train films/ --fold 1/5',
        'train --reviewed --name "Marked by me"',
        'train --resume RUN',
      ),
    )
    .action(
      async (folder: string | undefined, { size, split, from, marks, category, ...options }: TrainCommandOptions) => {
        const inputSize = size ? (Number(size) as TrainOptions['inputSize']) : undefined
        const splitFile = split === undefined ? undefined : resolve(split)
        const start = from?.endsWith('.safetensors') ? { weights: resolve(from) } : { from }
        done(
          await train(folder, {
            ...options,
            ...start,
            ...(inputSize ? { inputSize } : {}),
            ...(splitFile ? { splitFile } : {}),
            ...(marks === undefined ? {} : { marks: resolve(marks) }),
            ...(category ? { categories: category } : {}),
          }),
        )
      },
    )
}

function foldOf(text: string): { number: number; of: number } {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? []
  if (number >= 1 && number <= of && of >= 2 && of <= 20) return { number, of }
  throw new InvalidArgumentError('A fold such as 2/5 is needed: the second of five.')
}
