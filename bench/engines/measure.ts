/**
 * Films a second of one engine, in a process of its own, so that each has its own peak of memory: `measure.ts ENGINE
 * forward|step BATCH WARMUP COUNTED`.
 */
import type { EngineName } from '#shared/engine.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { namedOutputs } from '#main/network/heads.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { stepInputs, trainingProgram, type StepOptions } from '#main/training/step/trainingStep.ts'

const [engine, what, ...numbers] = process.argv.slice(2)
const [batch, warmUp, counted] = numbers.map(Number)
const shape = { inputSize: 224, fit: 'squash' as const, classes: 2, hidden: 128, experts: 4, topK: 1 }
const random = new Random(1)
const parameters = startParameters(networkParameters(shape), random)
const examples = Float32Array.from({ length: batch * 224 * 224 }, () => random.uniform())

const step: StepOptions = {
  shape,
  batch,
  from: 'films',
  example: [1, 224, 224],
  lossWeights: defaultLossWeights,
  adamW: adamWDefaults,
}
const pick = (frozen: boolean): Tensors =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => isFrozenIn('full', name) === frozen))
const labels = Array.from({ length: batch }, (_, i) => i % 2)
const isStep = what === 'step'
const compiled = await createEngine(engine as EngineName).compile(
  isStep
    ? trainingProgram(step, pick(true), pick(false))
    : {
        inputs: { film: [-1, 1, 224, 224] },
        weights: parameters,
        build: (ops, { inputs, weights }) => ({
          outputs: namedOutputs(fractureNet(ops, (name) => weights[name], inputs.film, shape)),
        }),
      },
)

const times: number[] = []
for (let i = 1; i <= warmUp + counted; i++) {
  const inputs: Tensors = isStep
    ? stepInputs(step, { examples, labels }, i, 5e-5)
    : { film: { dims: [batch, 1, 224, 224], data: examples } }
  const started = performance.now()
  await compiled.run(inputs)
  if (i > warmUp) times.push(performance.now() - started)
}
await compiled.dispose()
const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
console.log(JSON.stringify({ filmsPerSecond: (batch * 1000) / median, peakMiB: process.resourceUsage().maxRSS / 1024 }))
