/**
 * What the shortcut check answers on real films as they are, with a letter planted beside the limb or in a corner, and
 * with labels shuffled. The mask, the features and the penalty were chosen on one half of the groups; figures are of the
 * other.
 *
 *   node scripts/on-node24.mjs bench/inspect/shortcut.ts [FOLDER] [--half chosen|other] [--films 100] [--draws 3] [--region hand] [--sheets DIR]
 *
 * FOLDER (default: ../shared/data/fracture/fracatlas640) holds Fractured/ and Non-Fractured/ with names such as
 * IMG0000123.jpg, and films.csv with the region of each. Names that differ in the last digit alone are one group.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '#main/network/random.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { checkShortcuts } from '#main/training/index.ts'
import { pictureOf, planted, writePicture, type Plant } from './planted.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: 'string', default: 'other' },
    films: { type: 'string', default: '100' },
    draws: { type: 'string', default: '3' },
    region: { type: 'string' },
    sheets: { type: 'string' },
  },
})
const [folder = '../shared/data/fracture/fracatlas640'] = positionals
const classes = ['Fractured', 'Non-Fractured'] as const
const groupPattern = String.raw`IMG(\d+)\d`

type Film = { file: string; fractured: boolean }
/** The letter that a film gets, if it gets one; `index`: its place in its class. */
type Condition = { name: string; shuffled?: boolean; plant?: (film: Film, index: number) => Plant | undefined }
const conditions: Condition[] = [
  { name: 'as they are' },
  { name: 'R beside the limb of all fractures', plant: ({ fractured }) => beside(fractured && 'R') },
  { name: 'R in a corner of all fractures', plant: ({ fractured }) => (fractured ? { letter: 'R', where: 'corner' } : undefined) },
  { name: 'R beside the limb of half of the fractures', plant: ({ fractured }, i) => beside(fractured && i % 2 === 0 && 'R') },
  { name: 'R beside the limb of fractures, L of the others', plant: ({ fractured }) => beside(fractured ? 'R' : 'L') },
  { name: 'R beside the limb of half of both classes', plant: (_, i) => beside(i % 2 === 0 && 'R') },
  { name: 'labels shuffled', shuffled: true },
] // prettier-ignore

function beside(letter: string | false): Plant | undefined {
  return letter ? { letter, where: 'beside' } : undefined
}

const regions = new Map(
  (await readFile(join(folder, 'films.csv'), 'utf8')).split('\n').map((line): [string, string] => {
    const [file, , region] = line.split(',')
    return [file, region]
  }),
)
const isWanted = (file: string): boolean => values.region === undefined || regions.get(file) === values.region

/** Films of one half of the groups. */
async function halfOf(name: (typeof classes)[number]): Promise<string[]> {
  const files = (await readdir(join(folder, name)))
    .filter((file) => file.endsWith('.jpg') && isWanted(`${name}/${file}`))
    .sort()
  const isChosen = (file: string): boolean => new Random(Number(/\d+(?=\d\.jpg)/.exec(file))).uniform() < 0.5
  return files.filter((file) => isChosen(file) === (values.half === 'chosen'))
}

const root = await mkdtemp(join(tmpdir(), 'fractureguard-shortcut-'))
try {
  const all = await Promise.all(classes.map(halfOf))
  console.log(`${all[0].length} + ${all[1].length} films, ${values.films} of each class in a draw`)
  console.log('| films | AUC of each draw | found | unclear | none | left of a film |\n|---|---|---|---|---|---|')
  for (const { name, shuffled, plant } of conditions) {
    const told: Awaited<ReturnType<typeof checkShortcuts>>['shortcut'][] = []
    for (let draw = 0; draw < Number(values.draws); draw++) {
      const random = new Random(draw)
      const films = all.flatMap((files, i) =>
        random.shuffled(files).slice(0, Number(values.films)).map((file, index) => ({ file, index, fractured: i === 0 })),
      ) // prettier-ignore
      const labels = films.map(({ fractured }) => fractured)
      const given = shuffled ? random.shuffled(labels) : labels
      const data = join(root, 'films')
      for (const [i, film] of films.entries()) {
        const picture = await pictureOf(join(folder, classes[Number(!film.fractured)], film.file))
        const letter = plant?.(film, film.index)
        const shown = letter ? await planted(picture, letter, random) : picture
        await writePicture(join(data, classes[Number(!given[i])]), film.file, shown)
      }
      const starter = resolve(import.meta.dirname, '../../resources/starter')
      const { shortcut, sheet } = await checkShortcuts(
        {
          ...{ jobId: 'bench', folder: data, seed: 42, groupPattern, cacheDirectory: join(root, 'cache') },
          ...{ startFrom: { id: 'starter', directory: starter }, engine: 'onnx-cpu' },
        },
        { decoder: studyDecoder, signal: new AbortController().signal, onProgress: () => undefined },
      )
      told.push(shortcut)
      if (values.sheets !== undefined && sheet) {
        await mkdir(values.sheets, { recursive: true })
        await writeFile(join(values.sheets, `${name.replaceAll(/\W+/g, '-')}-${draw}.png`), sheet)
      }
      await rm(data, { recursive: true })
    }
    const aucs = told.map(
      ({ auc }) => `${auc!.value.toFixed(2)} (${auc!.interval.map((end) => end.toFixed(2)).join('–')})`,
    )
    const count = (wanted: string): number => told.filter(({ answer }) => answer === wanted).length
    const left = told.reduce((sum, shortcut) => sum + shortcut.left!, 0) / told.length
    console.log(
      `| ${name} | ${aucs.join(', ')} | ${count('found')} | ${count('unclear')} | ${count('none')} | ${Math.round(100 * left)} % |`,
    )
  }
} finally {
  await rm(root, { recursive: true, force: true })
}
