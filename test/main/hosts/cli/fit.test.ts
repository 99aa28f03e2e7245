import { copyFile, cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { testCard } from '../../../support/testCard.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { keepEngineChoice } from '../../../support/keepEngineChoice.ts'
import { writePlacesModel } from '../../../support/placesModel.ts'
import { runCli, type CliRun } from '../../../support/runCli.ts'

let home: string
let films: string
let others: string

beforeAll(async () => {
  films = await newFolder()
  await writeBarFilms(films, 22, 11, 'img')
  others = await newFolder()
  await writeBarFilms(others, 22, 12, 'other')
  await copyFile(join(films, 'Fractured', 'img 0.png'), join(others, 'Fractured', 'img 0.png'))
  home = await newHome()
  keepEngineChoice(home)
  const network = { ...testCard().network, places: true as const, inputSize: 128 }
  await writePlacesModel(join(home, 'models', 'before'), { id: 'before', name: 'Before', network })
}, 60_000)

const fit = (...args: string[]): Promise<CliRun> => runCli(home, 'fit', ...args)
const fittedFilms = async (id: string): Promise<string[]> =>
  (await readFile(join(home, 'models', id, 'fitted.csv'), 'utf8')).trim().split('\n').slice(1)

describe('fit', { timeout: 120_000 }, () => {
  it('says what is known of the films that the model was trained on, and keeps those of every fit', async () => {
    const first = await fit(films, '--model', 'before', '--name', 'once')
    expect(first.stderr).toBe('')
    expect(first.stdout).toContain('It is not known whether the model was trained on some of these films.')
    const [once] = (await readdir(join(home, 'models'))).filter((name) => name.startsWith('once'))
    expect(await fittedFilms(once!)).toHaveLength(44)

    const second = await fit(others, '--model', once!, '--name', 'twice')
    expect(second.stdout).toContain('The model was trained or fitted on 1 of the films, which was left out.')
    const [twice] = (await readdir(join(home, 'models'))).filter((name) => name.startsWith('twice'))
    expect(new Set(await fittedFilms(twice!)).size).toBe(88)
  })

  it('says that a model does not tell fractures apart on these films, and makes none of it', async () => {
    const reversed = await newFolder()
    await cp(join(films, 'Fractured'), join(reversed, 'Non-Fractured'), { recursive: true })
    await cp(join(films, 'Non-Fractured'), join(reversed, 'Fractured'), { recursive: true })
    const run = await fit(reversed, '--model', 'before', '--name', 'reversed')
    expect(run.code).not.toBe(0)
    expect(run.stderr).toContain('does not tell fractures apart on these films')
    expect((await readdir(join(home, 'models'))).filter((name) => name.startsWith('reversed'))).toEqual([])
  })
})
