import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { inspectionSchema } from '#shared/dataset.ts'
import { shortcutSchema } from '#shared/shortcut.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeLimbFilms } from '../../../support/limbFilms.ts'
import { edited, madeFilm, writeFilm } from '../../../support/madeFilms.ts'
import { records, runCli } from '../../../support/runCli.ts'
import { sharedFolder } from '../../../support/sharedData.ts'

let home: string
let films: string

beforeAll(async () => {
  home = await newFolder()
  films = await newFolder()
  for (let i = 0; i < 8; i++) await writeFilm(join(films, i < 5 ? 'Normal' : 'Fractured', `${i}.png`), madeFilm(i))
})

describe('inspect', () => {
  it('prints one JSON object, and writes sheet and split', async () => {
    const out = await newFolder()
    const [sheet, variations, split] = ['sheet.png', 'variations.png', 'split.csv'].map((name) => join(out, name))
    const run = await runCli(
      home,
      'inspect',
      films,
      '--json',
      '--sheet',
      sheet,
      '--variations',
      variations,
      '--split',
      split,
    )
    expect([run.code, run.stderr]).toEqual([0, ''])
    const [inspection, ...more] = records(run)
    expect(more).toEqual([])
    expect(inspectionSchema.parse(inspection)).toMatchObject({
      classNames: ['No fracture', 'Fracture'],
      counts: [5, 3],
      split: { from: 'made', written: true },
    })
    expect((await sharp(sheet).metadata()).width).toBe(1352)
    expect((await sharp(variations).metadata()).width).toBe(1352)
    expect((await readFile(split, 'utf8')).split('\r\n')[0]).toBe('file,label,split,group,sha256')
  })

  it('writes over no picture that is there', async () => {
    const sheet = join(await newFolder(), 'sheet.png')
    await writeFile(sheet, 'mine')
    for (const option of ['--sheet', '--variations']) {
      const run = await runCli(home, 'inspect', films, option, sheet)
      expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(/\S/)])
    }
    expect(await readFile(sheet, 'utf8')).toBe('mine')
  })

  it('tells a person of copies, contradictions, leaks and files that cannot be read, and gives 1', async () => {
    const folder = await newFolder()
    for (const part of ['train', 'test']) {
      for (const name of ['Normal', 'Fractured']) {
        await mkdir(join(folder, part, name), { recursive: true })
        await copyFile(join(films, name, name === 'Normal' ? '0.png' : '6.png'), join(folder, part, name, 'x.png'))
      }
    }
    await writeFilm(
      join(folder, 'train', 'Fractured', 'y.jpg'),
      await edited(madeFilm(0), (film) => film.flop().jpeg()),
    )
    await writeFile(join(folder, 'train', 'Normal', 'notes.txt'), 'x')
    const run = await runCli(home, 'inspect', folder)
    expect([run.code, run.stderr]).toEqual([1, ''])
    for (const text of [
      'train/Normal/notes.txt: ',
      'test/Fractured/x.png  =  train/Fractured/x.png',
      'The same film under two labels: 1 film',
      'Split, as the films came:',
      'It leaks: 3 ties between parts.',
      'the same file: test/Normal/x.png (holdout)  =  train/Normal/x.png (train)',
    ])
      expect(run.stdout).toContain(text)
  })

  it('checks for shortcuts, in words and as JSON, and draws the films that tell of one', async () => {
    const folder = await newFolder()
    await writeLimbFilms(folder, 12, { marker: true }, 6)
    const sheet = join(await newFolder(), 'covered.png')
    const run = await runCli(home, 'inspect', folder, '--json', '--shortcut-sheet', sheet)
    expect([run.code, run.stderr]).toEqual([0, ''])
    const [{ shortcut, ...inspection }] = records(run) as [{ shortcut: unknown }]
    expect(inspectionSchema.parse(inspection).counts).toEqual([12, 12])
    expect(shortcutSchema.parse(shortcut)).toMatchObject({ answer: 'found', films: 24 })
    expect((await sharp(sheet).metadata()).format).toBe('png')
    const { stdout } = await runCli(home, 'inspect', folder, '--shortcut-check')
    expect(stdout).toMatch(/alone reach AUC \d\.\d\d \(\d\.\d\d–1\.00\): a model can tell the classes apart/)
    expect(stdout).toMatch(/ {2}Fracture: (Fractured\/\d+\.png(, )?){6}\n/)
  })

  it('says that films are too few for a check for shortcuts', async () => {
    const { code, stdout } = await runCli(home, 'inspect', films, '--shortcut-check')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Shortcut check: too few films.')])
  })

  it('helps by example', async () => {
    const run = await runCli(home, 'inspect', '--help')
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/Examples:\n {2}\$ fractureguard inspect /)
  })

  it('calls a pattern that is none wrong use', async () => {
    expect((await runCli(home, 'inspect', films, '--group-pattern', '(')).code).toBe(2)
  })
})

const veda = sharedFolder('fracture/veda')
describe.skipIf(!veda.present)('inspect on real films', () => {
  it('finds the one film that lies under two labels, and takes no two different films for one', async () => {
    const run = await runCli(home, 'inspect', veda.path, '--json')
    const { nearDuplicates, contradictions } = inspectionSchema.parse(records(run)[0])
    expect(nearDuplicates.map(({ files }) => files.map((file) => /image1_8225_c\d/.exec(file)?.[0]))).toEqual([
      ['image1_8225_c1', 'image1_8225_c0'],
    ])
    expect(contradictions).toHaveLength(1)
  }, 180_000)
})
