import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { engineKey } from '#main/app/engines/engineKey.ts'
import { runtimesVariable } from '#main/runtimes/findRuntime.ts'
import { runtimeName } from '#main/runtimes/runtimeFolder.ts'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { reportSchema, type Report } from '#shared/report.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { records, runCli, startCli, type CliRun } from '../../../support/runCli.ts'
import { slowly } from '../../../support/slowly.ts'
import { hasTensorflow } from '../../../support/tensorflowRuntime.ts'
import { writeTestModel } from '../../../support/testModel.ts'

/** onnxruntime never has it on this system. */
const absent = process.platform === 'win32' ? 'onnx-cuda' : 'onnx-directml'
let films: string

beforeAll(async () => {
  films = await newFolder()
  await writeBarFilms(films, 16)
})

/** With a small model, and with the runtime that tests use, where there is one. */
async function homeWithSmallModel(): Promise<string> {
  const home = await newHome()
  const network = { inputSize: 32, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
  await mkdir(join(home, 'runtimes'))
  const runtimes = process.env[runtimesVariable]
  if (runtimes !== undefined) await symlink(join(runtimes, runtimeName), join(home, 'runtimes', runtimeName))
  return home
}

async function trainedIn(home: string, run: CliRun): Promise<{ card: ModelCard; report: Report }> {
  const { modelId } = records(run).at(-1) as { modelId: string }
  const read = async (name: string) => JSON.parse(await readFile(join(home, 'models', modelId, name), 'utf8'))
  return { card: modelCardSchema.parse(await read('card.json')), report: reportSchema.parse(await read('report.json')) }
}

describe.skipIf(process.platform === 'win32' || !hasTensorflow)('a training that one engine began', () => {
  it('is gone on with and finished by another one', async () => {
    const home = await homeWithSmallModel()
    const { child, done, stdout } = startCli(
      home,
      'train',
      films,
      '--mode',
      'full',
      '--epochs',
      '2',
      '--batch',
      '16',
      '--engine',
      'onnx-cpu',
      '--json',
    )
    await expect.poll(() => stdout().includes('"stage":"epoch","done":1'), { ...slowly, timeout: 60_000 }).toBe(true)
    child.kill('SIGINT')
    const begun = await done
    expect(begun.code).toBe(130)
    const { runId } = records({ ...begun, stdout: stdout().slice(0, stdout().lastIndexOf('\n') + 1) })[0] as {
      runId: string
    }

    const run = await runCli(home, 'train', '--resume', runId, '--engine', 'tensorflow', '--json')
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(
      records(run)
        .filter(({ stage }) => stage === 'epoch')
        .map((record) => record.done),
    ).toEqual([2])
    const { card, report } = await trainedIn(home, run)
    expect(card.training.engine).toBe('tensorflow')
    expect(report.history).toHaveLength(2)
    for (const { trainLoss } of report.history) expect(trainLoss).toBeGreaterThan(0)
  }, 300_000)
})

describe('a training on an engine that is not here', () => {
  it('says so, and uses no other, where that engine was asked for', async () => {
    const home = await homeWithSmallModel()
    const run = await runCli(home, 'train', films, '--engine', absent)
    expect(run.code).toBe(1)
    expect(run.stderr).toContain(`The engine ${absent} could not prepare the network`)
  }, 60_000)

  it('continues on the processor where the program had chosen it, and says so', async () => {
    const home = await homeWithSmallModel()
    new EngineChoice(join(home, 'engine.json'), () => engineKey(join(home, 'runtimes'))).keep(
      [
        { name: 'onnx-cpu', finding: 'runs' },
        { name: absent, finding: 'runs' },
      ],
      false,
    )
    const run = await runCli(home, 'train', films, '--epochs', '2', '--json')
    expect(run.code).toBe(0)
    expect(run.stderr).toBe(
      `The engine ${absent} failed, and onnx-cpu went on in its place. What is known of it: fractureguard doctor\n`,
    )
    expect((await trainedIn(home, run)).card.training.engine).toBe('onnx-cpu')
  }, 60_000)
})
