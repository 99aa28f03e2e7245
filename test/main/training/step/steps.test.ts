import { describe, expect, it } from 'vitest'
import type { NetworkShape } from '#shared/model.ts'
import type { Engine, Tensors } from '#main/engines/engine.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { engineFailed } from '#main/engines/memory/outOfMemory.ts'
import { adamWDefaults } from '#main/network/adamW.ts'
import { defaultLossWeights } from '#main/network/losses.ts'
import { headParameters, standardisationParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { Steps } from '#main/training/step/steps.ts'
import { parametersOf, startState, type StepOptions } from '#main/training/step/trainingStep.ts'

const shape: NetworkShape = { inputSize: 64, fit: 'pad', classes: 2, hidden: 8, experts: 2, topK: 1 }
const example = [512, 2, 2]
const random = new Random(7)
const frozen = startParameters(standardisationParameters(shape), random)
const trained = startParameters(headParameters(shape), random)
const processor = new OnnxEngine('onnx-cpu', 'cpu')

const optionsOf = (batch: number, balance = 0): StepOptions => {
  return {
    shape,
    batch,
    from: 'features',
    example,
    lossWeights: { ...defaultLossWeights, balance },
    adamW: { ...adamWDefaults, weightDecay: 0.05 },
  }
}
const batchOf = (films: number, step: number) => ({
  examples: Float32Array.from({ length: films * 2048 }, (_, i) => (((i + step * 977) * 7919) % 2003) / 2003),
  labels: Array.from({ length: films }, (_, i) => (i + step) % 2),
})

/** The processor with a memory for so many films. */
function engineFor(most: number): Engine & { asked: number[] } {
  const asked: number[] = []
  return {
    name: 'onnx-cuda',
    asked,
    compileAlongside: () => Promise.reject(new Error('Not asked for here.')),
    compile: async (program) => {
      const compiled = await processor.compile(program)
      const run = async (inputs: Tensors): Promise<Tensors> => {
        const [films] = inputs.examples.dims
        asked.push(films)
        if (films > most)
          throw engineFailed(
            new Error(
              'Non-zero status code: bfc_arena.cc: Failed to allocate memory for requested buffer of size 8589934592',
            ),
          )
        return compiled.run(inputs)
      }
      return { run, readState: () => compiled.readState(), dispose: () => compiled.dispose() }
    },
  }
}

async function ran(engine: Engine, options: StepOptions, count = 4) {
  const steps = await Steps.start(engine, options, frozen, trained)
  const losses: Record<string, number>[] = []
  for (let number = 1; number <= count; number++)
    losses.push(await steps.run(batchOf(options.batch, number), { number, rate: 1e-2, classWeights: [1, 3] }))
  const state = await steps.readState()
  await steps.dispose()
  return { losses, state }
}

function largestDifference(a: Tensors, b: Tensors): number {
  return Math.max(
    ...Object.entries(a).map(([name, { data }]) =>
      Math.max(...data.map((value, i) => Math.abs(value - b[name].data[i]))),
    ),
  )
}

describe('steps on an engine with too little memory for a batch', () => {
  it.each([8, 7])('go in halves of %i films to the same parameters, and say so', async (batch) => {
    const whole = await ran(processor, optionsOf(batch))
    const engine = engineFor(4)
    const halves = await ran(engine, optionsOf(batch))
    expect(engine.asked).toEqual([batch, 4, 4, 4, 4, 4, 4, 4, 4])
    expect(Object.keys(halves.state).sort()).toEqual(Object.keys(startState(trained)).sort())
    const [before, after] = [parametersOf(whole.state), parametersOf(halves.state)]
    expect(largestDifference(before, trained)).toBeGreaterThan(1e-2)
    expect(largestDifference(before, after)).toBeLessThan(2e-4)
    whole.losses.forEach((losses, i) => {
      expect(losses).not.toHaveProperty('halves')
      expect(halves.losses[i].halves).toBe(2)
      for (const name of ['total', 'fused', 'teacher', 'student', 'distillation'])
        expect(halves.losses[i][name]).toBeCloseTo(losses[name], 3)
    })
  })

  it('keep the experts in balance within each half', async () => {
    const [whole, halves] = [await ran(processor, optionsOf(8, 0.01)), await ran(engineFor(4), optionsOf(8, 0.01))]
    expect(halves.losses[0].total).toBeCloseTo(whole.losses[0].total, 2)
    expect(halves.losses[0]['expert 1'] + halves.losses[0]['expert 2']).toBeCloseTo(1, 5)
  })

  it('can be gone on with by an engine that has enough', async () => {
    const first = await ran(engineFor(4), optionsOf(8), 2)
    const steps = await Steps.start(processor, optionsOf(8), frozen, trained, first.state)
    for (const number of [3, 4]) await steps.run(batchOf(8, number), { number, rate: 1e-2, classWeights: [1, 3] })
    const expected = parametersOf((await ran(processor, optionsOf(8))).state)
    expect(largestDifference(parametersOf(await steps.readState()), expected)).toBeLessThan(2e-4)
    await steps.dispose()
  })

  it('end with what to do where half a batch is too large as well', async () => {
    const engine = engineFor(3)
    await expect(ran(engine, optionsOf(8))).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('Use a smaller batch'),
    })
    expect(engine.asked).toEqual([8, 4])
  })

  it('end at once where the engine stopped for another reason', async () => {
    const asked: number[] = []
    const engine: Engine = {
      ...engineFor(9),
      compile: async (program) => ({
        ...(await engineFor(9).compile(program)),
        run: async ({ examples }) => (
          asked.push(examples.dims[0]),
          Promise.reject(engineFailed(new Error('Incompatible shapes')))
        ),
      }),
    }
    await expect(ran(engine, optionsOf(8))).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringContaining('stopped'),
    })
    expect(asked).toEqual([8])
  })
})
