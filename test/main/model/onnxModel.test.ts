import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as ort from '#main/engines/onnx/onnxruntime.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ModelCard } from '#shared/model.ts'
import { writeOnnxModel } from '#main/model/onnxModel.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Reader } from '#main/reading/reader.ts'
import { fractureProbability } from '#main/reading/readingOf.ts'
import type { GreyFilm } from '#shared/film.ts'
import { newFolder } from '../../support/folder.ts'
import { writeTestModel } from '../../support/testModel.ts'

let folder: string
let card: ModelCard
let session: ort.InferenceSession

/** A film of 40 × 60 whose greys follow a formula. */
function film(seed: number): GreyFilm {
  const values = Uint8Array.from({ length: 2400 }, (_, i) => (i * (7 + seed) + (i >> 5) * 31) % 256)
  return {
    rows: 40,
    columns: 60,
    slope: 1,
    intercept: 0,
    window: { center: 128, width: 256, function: 'LINEAR' },
    windows: [],
    inverted: false,
    minimum: 0,
    maximum: 255,
    warnings: [],
    values,
  }
}

beforeAll(async () => {
  folder = await newFolder()
  card = await writeTestModel(folder, { temperature: 1.7 })
  await writeOnnxModel(folder)
  session = await ort.InferenceSession.create(join(folder, 'model.onnx'))
})

describe('model.onnx', () => {
  it('says what goes in and what comes out', () => {
    expect(session.inputNames).toEqual(['film'])
    expect([...session.outputNames].sort()).toEqual([
      'classProbabilities',
      'evidence',
      'fused',
      'gates',
      'pooled',
      'probability',
      'student',
      'teacher',
    ])
  })

  it('gives the reader’s numbers, for one film and for several at once', async () => {
    const reader = new Reader()
    const films = [film(1), film(2), film(3)]
    const inputs = films.map((one) => ({ ...networkInput(one, card.network), warnings: [], milliseconds: 0 }))
    const readings = await Promise.all(
      inputs.map((input) =>
        reader.read(input, { frame: 0, model: { id: card.id, directory: folder }, engine: 'onnx-cpu' }),
      ),
    )
    await reader.dispose()
    const { inputSize } = card.network
    const data = new Float32Array(films.length * inputSize ** 2)
    inputs.forEach(({ pixels }, i) => data.set(pixels, i * inputSize ** 2))
    const outputs = await session.run({
      film: new ort.Tensor('float32', data, [films.length, 1, inputSize, inputSize]),
    })
    const row = (name: string, i: number): Float32Array => {
      const values = outputs[name].data as Float32Array
      return values.subarray((i * values.length) / films.length, ((i + 1) * values.length) / films.length)
    }
    expect(outputs.evidence.dims).toEqual([3, 2, 2, 2])
    readings.forEach((reading, i) => {
      expect(fractureProbability(row('fused', i), card.temperature)).toBeCloseTo(reading.probability, 5)
      expect(fractureProbability(row('teacher', i), card.temperature)).toBeCloseTo(reading.branches.teacher, 5)
      expect(fractureProbability(row('student', i), card.temperature)).toBeCloseTo(reading.branches.student, 5)
      reading.maps.gates.flat().forEach((share, at) => expect(row('gates', i)[at]).toBeCloseTo(share, 5))
      // Log-odds: the fracture's evidence less that of no fracture.
      const evidence = row('evidence', i)
      reading.maps.evidence.forEach((value, at) => expect(evidence[4 + at] - evidence[at]).toBeCloseTo(value, 4))
    })
    expect(new Set(readings.map(({ probability }) => probability.toFixed(6))).size).toBe(3)
  })

  it('is not made of weights that are not those of the card', async () => {
    const broken = await newFolder()
    await writeTestModel(broken, {}, 2)
    await writeFile(join(broken, 'model.safetensors'), 'other')
    await expect(writeOnnxModel(broken)).rejects.toMatchObject({ code: 'model-invalid' })
  })
})
