/**
 * Reading and training steps at batch 1, 8 and 32 with both engines and PyTorch, each in a process of its own, in turn
 * and in the same run.
 *
 *   FRACTUREGUARD_RUNTIMES=FOLDER node scripts/on-node24.mjs bench/engines/engines.ts [PYTHON]
 *
 * FOLDER holds the installed runtime (`runtimes` in the program's data folder); PYTHON is an interpreter with torch.
 * What is missing is left out.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findAddon, runtimesVariable } from '#main/runtimes/findRuntime.ts'

type Figures = { filmsPerSecond: number; peakMiB: number }

const [python] = process.argv.slice(2)
const [warmUp, counted, rounds] = ['2', '5', 3] as const
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

function figures(command: string, args: readonly string[]): Figures {
  const run = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' } })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!)
}

const own = (engine: string) => (what: string, batch: number) =>
  figures(process.execPath, [file('measure.ts'), engine, what, String(batch), warmUp, counted])
const sides: Record<string, (what: string, batch: number) => Figures> = { 'onnx-cpu': own('onnx-cpu') }
if (findAddon(process.env[runtimesVariable])) sides.tensorflow = own('tensorflow')
if (python) {
  sides.PyTorch = (what, batch) =>
    figures(python, [file('torchStep.py'), String(batch), warmUp, counted, ...(what === 'forward' ? ['forward'] : [])])
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

for (const what of ['forward', 'step']) {
  for (const batch of [1, 8, 32]) {
    const measured: Record<string, Figures[]> = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
    for (let round = 0; round < rounds; round++)
      for (const [name, measure] of Object.entries(sides)) measured[name].push(measure(what, batch))
    const reference = measured['onnx-cpu']
    for (const [name, all] of Object.entries(measured)) {
      const ratio = median(all.map(({ filmsPerSecond }, i) => filmsPerSecond / reference[i].filmsPerSecond))
      const [speed, peak] = [median(all.map((one) => one.filmsPerSecond)), median(all.map((one) => one.peakMiB))]
      console.log(
        `${what} batch ${batch}: ${name} ${speed.toFixed(1)} films/s, ${ratio.toFixed(2)} of onnx-cpu, peak ${peak.toFixed(0)} MiB`,
      )
    }
  }
}
