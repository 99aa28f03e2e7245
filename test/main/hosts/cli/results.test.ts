import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { resultFilm, studyUid } from '../../../support/resultFilms.ts'
import { records, runCli } from '../../../support/runCli.ts'

const minutes = 60_000

it('reads with the bundled model and writes what it said of the film', { timeout: 5 * minutes }, async () => {
  const [home, films, to] = [await newHome(), await newFolder(), await newFolder()]
  await writeFile(join(films, 'film.dcm'), resultFilm())
  const run = await runCli(home, 'read', '--json', '--dicom', 'sc,pr,sr', '--to', to, films)
  expect(run.code).toBe(0)
  const [row] = records(run) as { results: { kind: string; file: string }[] }[]
  expect(row!.results.map(({ kind }) => kind)).toEqual(['sc', 'pr', 'sr'])
  expect((await readdir(join(to, studyUid))).sort()).toEqual(row!.results.map(({ file }) => file.split('/')[1]).sort())
})

it.each([
  [['--dicom', 'sc'], '--to DIR'],
  [['--sr-class', 'enhanced'], '--to DIR'],
  [['--dicom', 'seg', '--to', 'somewhere'], 'There is no seg'],
])('says what is missing or wrong in %j', { timeout: 2 * minutes }, async (options, said) => {
  const { code, stderr } = await runCli(await newHome(), 'read', ...options, 'film.dcm')
  expect(code).toBe(2)
  expect(stderr).toContain(said)
})
