import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newFolder } from '../../../support/folder.ts'
import { madeFilm, writeFilm } from '../../../support/madeFilms.ts'
import { writeTexts } from '../../../support/markTexts.ts'
import { records, runCli } from '../../../support/runCli.ts'

let home: string
let films: string

beforeAll(async () => {
  home = await newFolder()
  films = await newFolder()
  for (let i = 0; i < 4; i++) await writeFilm(join(films, i < 2 ? 'Normal' : 'Fractured', `${i}.png`), madeFilm(i))
})

describe('marks export', () => {
  it('writes one format from another, and the first from that again', async () => {
    const out = await newFolder()
    const labels = await writeTexts({ '2.txt': '0 0.5 0.5 0.25 0.25\n', '3.txt': '0 0.25 0.25 0.25 0.25\n' })
    const [coco, csv, again] = ['m.json', 'm.csv', 'again.csv'].map((name) => join(out, name))
    const first = await runCli(home, 'marks', 'export', films, '--marks', labels, '--format', 'coco', '--out', coco, '--json') // prettier-ignore
    expect([first.code, first.stderr, records(first)]).toEqual([
      0,
      '',
      [{ file: coco, format: 'coco', films: 4, marks: 2, leftOut: 0, unreadable: 0 }],
    ])
    expect((await runCli(home, 'marks', 'export', films, '--marks', labels, '--out', csv)).stdout).toBe(
      `${csv}: 2 marks on 4 films.\n`,
    )
    expect((await runCli(home, 'marks', 'export', films, '--marks', coco, '--out', again)).code).toBe(0)
    expect(await readFile(again, 'utf8')).toBe(await readFile(csv, 'utf8'))
    expect(await readFile(csv, 'utf8')).toContain('Fractured/2.png,90,112.5,60,75,box,,,fracture,0,\r\n')
  })

  it('says what is missing', async () => {
    const out = join(await newFolder(), 'm.csv')
    const nothing = await runCli(home, 'marks', 'export', '--out', out)
    expect([nothing.code, nothing.stderr]).toEqual([2, 'error: name either a folder of labelled films, or --kept\n'])
    const none = await runCli(home, 'marks', 'export', films, '--out', out)
    expect([none.code, none.stderr]).toEqual([
      1,
      'There are no marks among these films; say where they are with --marks.\n',
    ])
    expect((await runCli(home, 'marks', 'export', '--kept', '--out', out)).code).toBe(1)
  })
})

describe('inspect', () => {
  it('tells a person of marks, and gives 1 where some cannot be used', async () => {
    const rows = ['filename,width,height,xmin,ymin,xmax,ymax', '2.png,300,240,10,20,40,60', '0.png,240,300,1,1,9,9', 'x.png,,,1,1,9,9'] // prettier-ignore
    const marks = join(await writeTexts({ 'm.csv': rows.join('\n') }), 'm.csv')
    const { code, stdout } = await runCli(home, 'inspect', films, '--marks', marks)
    expect(code).toBe(0)
    expect(stdout.slice(stdout.indexOf('Marks,'))).toBe(
      [
        'Marks, from CSV (1 file): 2 on 2 of 4 films, at most 1 on one; 0 films were looked at and nothing was drawn.',
        'Longer side 8 to 40 pixels (median 8); share of the film 0.089 % to 1.7 % (median 0.089 %).',
        'Width and height given the wrong way round; look whether the marks lie where they should: 1 film',
        '  Fractured/2.png',
        'Marks on films labelled as without fracture: 1 film',
        '  Normal/0.png',
        'Fractured films without marks: 1 film',
        '  Fractured/3.png',
        'Named in the marks and not here: 1 name',
        '  x.png',
        '',
        '',
      ].join('\n'),
    )
    const other = join(await writeTexts({ 'm.csv': rows.join('\n').replace('300,240', '300,100') }), 'm.csv')
    expect((await runCli(home, 'inspect', films, '--marks', other)).code).toBe(1)
    expect((await runCli(home, 'inspect', films, '--category', 'hairline')).code).toBe(0)
  })
})
