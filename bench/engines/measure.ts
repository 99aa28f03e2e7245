/**
 * Films a second of one engine, in a process of its own, so that each has its own peak of memory: `measure.ts ENGINE
 * forward|step BATCH WARMUP COUNTED [SIDE]`. With SIDE it is a network that learns places from marks, of that input.
 */
import type { EngineName } from '#shared/engine.ts'
import type { NetworkShape } from '#shared/model.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { fractureNet } from '#main/network/fractureNet.ts'
import { namedOutputs } from '#main/network/heads.ts'
import { isFrozenIn } from '#main/network/frozen.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { placeTarget } from '#main/network/placeTargets.ts'
import { Random } from '#main/network/random.ts'
import { trunkStride } from '#main/network/trunk.ts'
import { stepInputs, trainingProgram, type StepOptions } from '#main/training/step/trainingStep.ts'

const [engine, what, ...numbers] = process.argv.slice(2)
const [batch, warmUp, counted, marked] = numbers.map(Number)
const side = marked ?? 224
const common = { inputSize: side, classes: 2, experts: 4, topK: 1 }
const shape: NetworkShape = marked
  ? { ...common, fit: 'pad', hidden: 64, places: true }
  : { ...common, fit: 'squash', hidden: 128 }
const random = new Random(1)
const parameters = startParameters(networkParameters(shape), random)
const examples = Float32Array.from({ length: batch * side * side }, () => random.uniform())

const step: StepOptions = {
  shape,
  batch,
  from: 'films',
  example: [1, side, side],
  lossWeights: defaultLossWeights,
  adamW: adamWDefaults,
}
const pick = (frozen: boolean): Tensors =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => isFrozenIn('full', name) === frozen))
const labels = Array.from({ length: batch }, (_, i) => i % 2)
// A fracture of two places on every second film.
const places = (side / trunkStride) ** 2
const placeTargets = labels.map((label) =>
  new Int8Array(places).fill(placeTarget.none).fill(placeTarget.fracture, 0, 2 * label),
)
const isStep = what === 'step'
const compiled = await createEngine(engine as EngineName).compile(
  isStep
    ? trainingProgram(step, pick(true), pick(false))
    : {
        inputs: { film: [-1, 1, side, side] },
        weights: parameters,
        build: (ops, { inputs, weights }) => ({
          outputs: namedOutputs(fractureNet(ops, (name) => weights[name], inputs.film, shape)),
        }),
      },
)

const times: number[] = []
for (let i = 1; i <= warmUp + counted; i++) {
  const inputs: Tensors = isStep
    ? stepInputs(step, { examples, labels, placeTargets }, i, 5e-5)
    : { film: { dims: [batch, 1, side, side], data: examples } }
  const started = performance.now()
  await compiled.run(inputs)
  if (i > warmUp) times.push(performance.now() - started)
}
await compiled.dispose()
const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]
console.log(JSON.stringify({ filmsPerSecond: (batch * 1000) / median, peakMiB: process.resourceUsage().maxRSS / 1024 }))
