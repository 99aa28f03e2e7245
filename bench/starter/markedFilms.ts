/**
 * What marks are worth to somebody who has few films: the same films (60 with a fracture, 60 without) are taught once with
 * their marks and once by their labels alone, and both models read the same other films. Everything by the command line,
 * as a user would. Prints a line of a Markdown table for each draw of films.
 *
 *   node scripts/on-node24.mjs bench/starter/markedFilms.ts [DATA] [--draws N] [--films N] [--judged N]
 *
 * DATA holds `fracture/fracatlas640` (default: ../shared/data). Draws only from `places/folds.csv`: the hold-out of the
 * starter is never opened. Needs `npm run build` before.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { Random } from '#main/network/random.ts'
import { cellsOf } from './trainingFilms.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    draws: { type: 'string', default: '3' },
    films: { type: 'string', default: '60' },
    judged: { type: 'string', default: '500' },
  },
})
const [data = '../shared/data'] = positionals
const [draws, perClass, judged] = [Number(values.draws), Number(values.films), Number(values.judged)]
const source = join(data, 'fracture', 'fracatlas640')
const films = (await cellsOf('folds.csv')).map(([file, group]) => ({ file, group, fractured: file.startsWith('F') }))
const ranged = (value: number, [low, high]: readonly [number, number]): string =>
  `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`

console.log(`${perClass} films with and ${perClass} without a fracture taught, ${judged} others judged`)
console.log('| draw | AUC by labels alone | AUC with marks | difference (95 %) | highest place on a mark |')
console.log('|---|---|---|---|---|')
for (let draw = 1; draw <= draws; draw++) {
  const work = await mkdtemp(join(tmpdir(), 'marked-'))
  try {
    const random = new Random(draw)
    const groups = random.shuffled([...new Set(films.map(({ group }) => group))])
    // Half of the groups to teach, half to judge: no patient is on both sides.
    const teaching = new Set(groups.slice(0, groups.length / 2))
    const drawn = (teach: boolean, fractured: boolean): typeof films =>
      random.shuffled(films.filter((film) => teaching.has(film.group) === teach && film.fractured === fractured))
    const taught = [...drawn(true, true).slice(0, perClass), ...drawn(true, false).slice(0, perClass)]
    const rest = random.shuffled([...drawn(false, true), ...drawn(false, false)]).slice(0, judged)
    await folderOf(join(work, 'taught'), taught)
    await folderOf(join(work, 'judged'), rest)
    const home = join(work, 'home')
    const modelOf = async (name: string, ...options: string[]): Promise<string> => {
      const said = await run(home, 'train', join(work, 'taught', 'films.csv'), '--name', name, '--json', ...options)
      const { modelId } = said.findLast((one) => 'modelId' in one) as { modelId: string }
      return modelId
    }
    const labels = await modelOf('Labels', '--no-places', '--size', '640')
    const marks = await modelOf('Marks', '--places')
    const on = ['--on', join(work, 'judged', 'films.csv')]
    const { auc, evaluations } = (await run(home, 'models', 'compare', labels, marks, ...on, '--json')).findLast(
      (one) => 'evaluations' in one,
    ) as Compared
    const { pointing } = evaluations.b
    console.log(
      `| ${draw} | ${ranged(evaluations.a.auc, evaluations.a.aucInterval)} | ${ranged(evaluations.b.auc, evaluations.b.aucInterval)} | ${ranged(auc.difference, auc.interval)} | ${pointing ? ranged(pointing.hitRate, pointing.hitInterval) : 'not known'} |`,
    )
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Interval = [number, number]
type Measured = { auc: number; aucInterval: Interval; pointing?: { hitRate: number; hitInterval: Interval } }
type Compared = {
  auc: { difference: number; interval: Interval }
  evaluations: { a: Measured; b: Measured }
}

/** Films with a manifest and their boxes, as somebody would keep them. */
async function folderOf(folder: string, chosen: typeof films): Promise<void> {
  for (const { file } of chosen) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(source, file), join(folder, file))
  }
  await cp(join(source, 'boxes.csv'), join(folder, 'boxes.csv'))
  const lines = chosen.map(({ file, group }) => [file, dirname(file), `block-${group}`].join())
  await writeFile(join(folder, 'films.csv'), ['file,label,patient', ...lines, ''].join('\n'))
}

/** What the command says, a record a line. */
async function run(home: string, ...words: string[]): Promise<object[]> {
  const { stdout } = await promisify(execFile)(resolve('bin', 'fractureguard'), words, {
    env: { ...process.env, FRACTUREGUARD_HOME: home },
    maxBuffer: 2 ** 28,
  })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
}
