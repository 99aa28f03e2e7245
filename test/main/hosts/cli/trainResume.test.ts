import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSafetensors } from '#main/network/safetensors.ts'
import { reportSchema, type Report } from '#shared/report.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { childrenOf } from '../../../support/processes.ts'
import { records, runCli, startCli, type CliRun } from '../../../support/runCli.ts'
import { slowly } from '../../../support/slowly.ts'
import { writeTestModel } from '../../../support/testModel.ts'

type Ended = { report: Report; weights: ReturnType<typeof readSafetensors>['tensors'] }

async function homeWithSmallModel(): Promise<string> {
  const home = await newHome()
  const network = { inputSize: 64, fit: 'pad' as const, classes: 2, hidden: 8, experts: 2, topK: 1 }
  await writeTestModel(join(home, 'models', 'small'), { id: 'small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
  return home
}

async function endOf(home: string, run: CliRun): Promise<Ended> {
  expect(run).toMatchObject({ code: 0, stderr: '' })
  const { modelId } = records(run).at(-1) as { modelId: string }
  const folder = join(home, 'models', modelId)
  const report = reportSchema.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')))
  return { report, weights: readSafetensors(await readFile(join(folder, 'model.safetensors'))).tensors }
}

describe.skipIf(process.platform === 'win32')('a training that is killed', () => {
  it('goes on from its last epoch to the numbers of one that was not', async () => {
    const films = await newFolder()
    await writeBarFilms(films, 16)
    const training = ['train', films, '--mode', 'full', '--epochs', '2', '--batch', '8', '--json']
    const whole = await homeWithSmallModel()
    const expected = await endOf(whole, await runCli(whole, ...training))

    const home = await homeWithSmallModel()
    const { child, done, stdout } = startCli(home, ...training)
    await expect.poll(() => stdout().includes('"stage":"epoch","done":1'), { ...slowly, timeout: 60_000 }).toBe(true)
    for (const pid of [child.pid!, ...childrenOf(child.pid!)]) process.kill(pid, 'SIGKILL')
    const { runId } = records({ ...(await done), stdout: stdout().slice(0, stdout().lastIndexOf('\n') + 1) })[0] as {
      runId: string
    }

    const resumed = await runCli(home, 'train', '--resume', runId, '--json')
    expect(records(resumed).some((record) => record.stage === 'epoch' && record.done === 1)).toBe(false)
    const { report, weights } = await endOf(home, resumed)
    expect(report.history).toHaveLength(2)
    report.history.forEach(({ trainLoss }, i) => expect(trainLoss).toBeCloseTo(expected.report.history[i].trainLoss, 5))
    expect(report.holdout.auc).toBeCloseTo(expected.report.holdout.auc, 5)
    for (const [name, { data }] of Object.entries(expected.weights)) {
      // Stored in float16: neighbours differ by a thousandth.
      const largest = data.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - weights[name].data[i]) / (1e-3 + Math.abs(value))),
        0,
      )
      expect(largest, name).toBeLessThan(2e-3)
    }
  }, 300_000)
})
