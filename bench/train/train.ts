/**
 * One step of full training (forward, losses, backward, AdamW; layers 2–4 and heads) on this machine, against PyTorch
 * with the same network, the same batch and the same number of threads, in turn and in the same run.
 *
 *   node bench/train/train.ts [PYTHON]
 *
 * PYTHON is an interpreter with torch (pip install torch); without it only our own figures are printed. Needs Node 24
 * or later.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createEngine } from '#main/engines/choose.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { stepInputs, trainingProgram, type StepOptions } from '#main/training/step/trainingStep.ts'

const [python] = process.argv.slice(2)
const shape = { inputSize: 224, fit: 'squash' as const, classes: 2, hidden: 128, experts: 4, topK: 1 }
const [warmUp, counted, rounds] = [2, 5, 3]

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

async function ours(batch: number): Promise<{ filmsPerSecond: number; peakMiB: number }> {
  const random = new Random(1)
  const parameters = startParameters(networkParameters(shape), random)
  const pick = (frozen: boolean) =>
    Object.fromEntries(Object.entries(parameters).filter(([name]) => isFrozenIn('full', name) === frozen))
  const step: StepOptions = {
    shape,
    batch,
    from: 'films',
    example: [1, 224, 224],
    lossWeights: defaultLossWeights,
    adamW: adamWDefaults,
  }
  const compiled = await createEngine('onnx-cpu').compile(trainingProgram(step, pick(true), pick(false)))
  const examples = Float32Array.from({ length: batch * 224 * 224 }, () => random.uniform())
  const labels = Array.from({ length: batch }, (_, i) => i % 2)
  const times: number[] = []
  for (let i = 1; i <= warmUp + counted; i++) {
    const started = performance.now()
    await compiled.run(stepInputs(step, { examples, labels }, i, 5e-5))
    if (i > warmUp) times.push(performance.now() - started)
  }
  await compiled.dispose()
  return { filmsPerSecond: (batch * 1000) / median(times), peakMiB: process.resourceUsage().maxRSS / 1024 }
}

function torch(batch: number): { filmsPerSecond: number; peakMiB: number } | undefined {
  if (!python) return undefined
  const script = fileURLToPath(new URL('torchStep.py', import.meta.url))
  const run = spawnSync(python, [script, String(batch), String(warmUp), String(counted)], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

for (const batch of [8, 32]) {
  const pairs: { own: number; other: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const own = await ours(batch)
    const other = torch(batch)
    console.log(
      `batch ${batch}, round ${round + 1}: ours ${own.filmsPerSecond.toFixed(1)} films/s (process peak ${own.peakMiB.toFixed(0)} MiB)` +
        (other ? `, PyTorch ${other.filmsPerSecond.toFixed(1)} films/s (peak ${other.peakMiB.toFixed(0)} MiB)` : ''),
    )
    if (other) pairs.push({ own: own.filmsPerSecond, other: other.filmsPerSecond })
  }
  if (pairs.length > 0)
    console.log(
      `batch ${batch}: ours / PyTorch, median of ${rounds} pairs: ${median(pairs.map(({ own, other }) => own / other)).toFixed(2)}`,
    )
}
