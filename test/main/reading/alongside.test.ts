import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { resources } from '#main/app/home/packageRoot.ts'
import { sessionThreadEntry } from '#main/compute/index.ts'
import { createEngine } from '#main/engines/choose.ts'
import type { Program } from '#main/engines/engine.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { formula } from '../../support/formulaTensor.ts'

const engine = 'onnx-cpu'
const model = { id: 'starter', directory: resources.starter }
const count = 11
const side = 160
const noise = formula(side * side, 3)

function film(seed: number): GreyFilm {
  const values = Uint8Array.from(noise, (_, at) => 255 * (noise[(at * (seed + 1)) % noise.length] + 0.5))
  return {
    rows: side,
    columns: side,
    values,
    slope: 1,
    intercept: 0,
    window: { center: 127.5, width: 255, function: 'LINEAR_EXACT' },
    windows: [],
    inverted: false,
    minimum: 0,
    maximum: 255,
    warnings: [],
  }
}

let alone: Reader
let alongside: Reader

beforeAll(() => {
  alone = new Reader()
  alongside = new Reader(() => ({ entry: sessionThreadEntry, runs: 2, threadsPerRun: 1, filmsPerRun: 4 }))
})
afterAll(() => Promise.all([alone.dispose(), alongside.dispose()]))

async function read(reader: Reader, seed: number) {
  const input = { ...networkInput(film(seed), await reader.inputShape(model, engine)), warnings: [], milliseconds: 0 }
  return { ...(await reader.read(input, { frame: 0, model, engine })), milliseconds: 0 }
}

describe('reading on threads beside the calling one', () => {
  it('gives the same numbers to the last bit as reading one film alone, whichever films share a run', async () => {
    const together = await Promise.all(Array.from({ length: count }, (_, seed) => read(alongside, seed)))
    expect(new Set(together.map(({ probability }) => probability)).size).toBe(count)
    for (const [seed, reading] of together.entries()) expect(reading).toEqual(await read(alone, seed))
  })

  it('leaves the calling thread free while it runs', async () => {
    let longest = 0
    let last = performance.now()
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const started = performance.now()
    await Promise.all(Array.from({ length: 12 }, (_, seed) => read(alongside, seed)))
    const whole = performance.now() - started
    clearInterval(watch)
    expect(longest).toBeLessThan(whole / 2)
  })

  it('ends its threads, and says that an engine is not there', async () => {
    const reader = new Reader(() => ({ entry: sessionThreadEntry, runs: 2, threadsPerRun: 1, filmsPerRun: 4 }))
    const elsewhere = process.platform === 'darwin' ? 'onnx-directml' : 'onnx-coreml'
    await expect(reader.inputShape(model, elsewhere)).rejects.toMatchObject({ code: 'engine-unavailable' })
    await reader.dispose()
  })

  it('fails a run that cannot be made, and goes on', async () => {
    const program: Program = {
      inputs: { x: [-1, 2] },
      weights: {},
      build: (ops, { inputs }) => ({ outputs: { y: ops.scale(inputs.x, 2) } }),
    }
    const [runner] = await createEngine(engine).compileAlongside(program, {
      entry: sessionThreadEntry,
      runs: 1,
      threadsPerRun: 1,
    })
    await expect(runner.run({ x: { dims: [1, 3], data: new Float32Array(3) } })).rejects.toMatchObject({
      code: 'engine-failed',
    })
    expect(await runner.run({ x: { dims: [1, 2], data: Float32Array.of(1, 2) } })).toEqual({
      y: { dims: [1, 2], data: Float32Array.of(2, 4) },
    })
    await runner.dispose()
  })
})
