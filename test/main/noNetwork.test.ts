import { execFile, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { writeBarFilms } from '../support/barFilms.ts'
import { newFolder } from '../support/folder.ts'
import { newHome } from '../support/home.ts'
import { writeTestModel } from '../support/testModel.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const bin = here('../../bin/fractureguard')
const hook = pathToFileURL(here('../support/socketHook.mjs')).href

/** A process without any network but its own loopback, where the system gives such to everybody. */
const without = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : []
/** What the system is asked for, native code included, where it may be looked at. */
const canTrace = spawnSync('strace', ['-f', '-qq', '-e', 'trace=connect', '-o', '/dev/null', 'true']).status === 0

let home: string
let films: string

beforeAll(async () => {
  home = await newHome()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
  films = await newFolder()
  await writeBarFilms(films, 20)
  await writeFile(join(films, 'Fractured', 'film.dcm'), dicomPhantom())
})

/** Runs a command; answers with what it, or a process that it started, wanted to reach. */
async function reached(
  args: readonly string[],
  before: readonly string[],
): Promise<{ code: unknown; calls: string[] }> {
  const file = join(await newFolder(), 'calls')
  await writeFile(file, '')
  // Libraries keep quiet by themselves where they see that tests run.
  const { CI: _, ORT_RUNNING_UNIT_TESTS: __, VITEST: ___, NODE_ENV: ____, ...environment } = process.env
  const env = {
    ...environment,
    FRACTUREGUARD_HOME: home,
    FRACTUREGUARD_TEST_CALLS: file,
    NODE_OPTIONS: `--import=${hook}`,
  }
  const [command, ...rest] = [...before, process.execPath, bin, ...args]
  const code = await new Promise((resolve) =>
    execFile(command!, rest, { env, maxBuffer: 2 ** 26 }, (error) => resolve(error ? error.code : 0)),
  )
  return { code, calls: (await readFile(file, 'utf8')).split('\n').filter(Boolean) }
}

const commands: [string, () => Promise<string[]>][] = [
  ['read', async () => ['read', '--engine', 'onnx-cpu', films]],
  ['train', async () => ['train', films, '--epochs', '1', '--engine', 'onnx-cpu']],
  ['scan', async () => ['scan', films, '--engine', 'onnx-cpu', '--csv', join(await newFolder(), 'report.csv')]],
]

describe('nothing is reached', () => {
  it.each(commands)('by "%s" and its compute process', { timeout: 240_000 }, async (_, args) => {
    const { code, calls } = await reached(await args(), without)
    expect(code).toBe(0)
    // The hook was there, in the program and in the process that computes.
    expect(calls).toEqual(expect.arrayContaining(['started fractureguard', 'started process.ts']))
    expect(calls.filter((call) => !call.startsWith('started '))).toEqual([])
  })

  it.skipIf(!canTrace)('by native code of "read" either', { timeout: 240_000 }, async () => {
    const trace = join(await newFolder(), 'trace')
    const before = ['strace', '-f', '-qq', '-e', 'trace=connect,sendto,sendmsg', '-o', trace]
    const { code } = await reached(['read', '--engine', 'onnx-cpu', join(films, 'Fractured', 'film.dcm')], before)
    expect(code).toBe(0)
    expect((await readFile(trace, 'utf8')).split('\n').filter((line) => /AF_INET/.test(line))).toEqual([])
  })
})
