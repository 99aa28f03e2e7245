import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { resources } from '#main/app/home/packageRoot.ts'
import { Settings } from '#main/app/settings/settings.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { records, runCli } from '../../../support/runCli.ts'
import { writeTestModel } from '../../../support/testModel.ts'

/** onnxruntime never has it on this system. */
const absent = process.platform === 'win32' ? 'onnx-cuda' : 'onnx-directml'
let home: string
const kept = (): boolean => existsSync(join(home, 'engine.json'))

beforeEach(async () => {
  home = await newHome()
  const network = { inputSize: 32, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await mkdir(join(home, 'models'))
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
})

describe('the choice of an engine on the command line', () => {
  it('is made and kept by doctor, which says of each engine why', async () => {
    const run = await runCli(home, 'doctor')
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toMatch(/^\* +onnx-\S+ +usable +\d+ ms +Runs on /m)
    expect(run.stdout).toMatch(new RegExp(`^ +${absent} +not usable +onnxruntime has no such provider`, 'm'))
    expect(kept()).toBe(true)
  }, 60_000)

  it('is the user’s where the settings fix an engine, and then doctor fails where that one is not here', async () => {
    new Settings(join(home, 'settings.json')).change({ engine: absent })
    const run = await runCli(home, 'doctor', '--json')
    expect(run.code).toBe(1)
    expect(records(run)).toContainEqual(
      expect.objectContaining({
        name: absent,
        usable: false,
        chosen: true,
        use: 'fixed',
        reason: expect.stringContaining('fixed in the settings'),
      }),
    )
    expect(records(run)).toContainEqual(
      expect.objectContaining({ name: 'onnx-cpu', chosen: false, use: 'other-fixed', other: absent }),
    )
    const read = await runCli(home, 'read', '--json', resources.samples)
    expect(read.code).toBe(1)
    expect(records(read)[0]).toMatchObject({ error: { code: 'engine-unavailable' } })
    expect((await runCli(home, 'read', '--json', '--engine', 'onnx-cpu', resources.samples)).code).toBe(0)
  }, 60_000)

  it('is not looked for by a short reading, but by long work', async () => {
    expect(await runCli(home, 'read', '--json', resources.samples)).toMatchObject({ code: 0, stderr: '' })
    expect(kept()).toBe(false)
    const films = await newFolder()
    await writeBarFilms(films, 2)
    expect(await runCli(home, 'scan', films, '--csv', join(home, 'one.csv'), '--engine', 'onnx-cpu')).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(kept()).toBe(false)
    expect(await runCli(home, 'scan', films, '--csv', join(home, 'two.csv'))).toMatchObject({ code: 0, stderr: '' })
    expect(kept()).toBe(true)
  }, 60_000)

  it.each([
    ['evaluate', 'FILMS'],
    ['models', 'compare', 'small', 'small', '--on', 'FILMS'],
  ])(
    'can be said of %s',
    async (...words) => {
      const films = await newFolder()
      await writeBarFilms(films, 2)
      const command = words.map((word) => (word === 'FILMS' ? films : word))
      const run = await runCli(home, ...command, '--json', '--engine', absent)
      expect(run.code).toBe(1)
      expect(records(run).at(-1)).toMatchObject({ error: { code: 'engine-unavailable' } })
      expect((await runCli(home, ...command, '--json', '--engine', 'onnx-cpu')).code).toBe(0)
    },
    60_000,
  )
})
