import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GreyFilm } from '#shared/film.ts'
import { readingSchema } from '#shared/reading.ts'
import { evidencePng, gatingPng } from '#main/reading/overlay.ts'
import { createEngine } from '#main/engines/choose.ts'
import { loadModel, readingProgram } from '#main/model/index.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { turnedSquare, type Quarters } from '#main/network/turned.ts'
import { Reader } from '#main/reading/reader.ts'
import { readingWarnings } from '#main/reading/warnings.ts'
import { formula } from '../../support/formulaTensor.ts'
import { writeTestModel } from '../../support/testModel.ts'

const engine = 'onnx-cpu' as const
let root: string
let reader: Reader

function film(rows: number, columns: number, value: (i: number) => number): GreyFilm {
  return {
    rows,
    columns,
    values: Uint8Array.from({ length: rows * columns }, (_, i) => value(i)),
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
const noise = formula(80 * 100, 3)
const noisy = film(80, 100, (i) => 255 * (noise[i] + 0.5))

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reader-'))
  reader = new Reader()
  await writeTestModel(join(root, 'a'), { id: 'a' }, 1)
  await writeTestModel(join(root, 'b'), { id: 'b' }, 2)
  await writeTestModel(join(root, 'c'), { id: 'c' }, 3)
})
afterAll(async () => {
  await reader.dispose()
  await rm(root, { recursive: true })
})

/** Reads a film as the compute process does: its input is made first. */
async function readFilm(film: GreyFilm, id: string, frame = 0, by = reader) {
  const shape = await by.inputShape(modelOf(id), engine)
  const input = { ...networkInput(film, shape), warnings: readingWarnings(film, shape.inputSize), milliseconds: 1 }
  return by.read(input, { frame, model: modelOf(id), engine })
}

const modelOf = (id: string) => ({ id, directory: join(root, id) })

describe('Reader', () => {
  it('reads a film by a stored model, the same each time', async () => {
    const reading = await readFilm(noisy, 'a', 3)
    expect(readingSchema.parse(reading)).toEqual(reading)
    expect(reading).toMatchObject({ frame: 3, model: { id: 'a' }, engine, warnings: [] })
    expect(reading.maps).toMatchObject({ rows: 2, columns: 2 })
    const again = await readFilm(noisy, 'a', 3)
    expect({ ...again, milliseconds: 0 }).toEqual({ ...reading, milliseconds: 0 })
  })

  it('reads films that are asked for together as it reads each alone', async () => {
    const films = Array.from({ length: 11 }, (_, i) =>
      film(80, 100, (at) => 255 * (noise[(at * (i + 1)) % noise.length] + 0.5)),
    )
    const together = await Promise.all(films.map((each) => readFilm(each, 'a')))
    expect(new Set(together.map(({ probability }) => probability)).size).toBe(films.length)
    for (const [i, each] of films.entries()) {
      const alone = await readFilm(each, 'a')
      expect({ ...together[i], milliseconds: 0 }).toEqual({ ...alone, milliseconds: 0 })
    }
  })

  it('keeps going when more models are used than stay ready', async () => {
    const first = await readFilm(noisy, 'a')
    for (const id of ['b', 'c', 'a']) {
      const reading = await readFilm(noisy, id)
      expect(reading.model.id).toBe(id)
      expect(reading.probability === first.probability).toBe(id === 'a')
    }
  })

  it('warns of a small film and of one that shows nothing', async () => {
    const { warnings } = await readFilm(
      film(8, 9, () => 128),
      'a',
    )
    expect(warnings).toEqual(['too-small', 'nearly-uniform'])
  })

  it('trusts no weights that are not those of the card', async () => {
    await writeTestModel(join(root, 'changed'), { id: 'changed' })
    await appendFile(join(root, 'changed', 'model.safetensors'), '!')
    await expect(readFilm(noisy, 'changed')).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it('says that a model is not there or has no valid card, and can use it once it is mended', async () => {
    await expect(readFilm(noisy, 'later')).rejects.toMatchObject({ code: 'model-not-found' })
    await writeTestModel(join(root, 'later'), { id: 'later' })
    await expect(readFilm(noisy, 'later')).resolves.toMatchObject({ model: { id: 'later' } })
    await writeFile(join(root, 'c', 'card.json'), '{"formatVersion": 1}')
    await expect(readFilm(noisy, 'c', 0, new Reader())).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it('draws film with evidence and film with gating at the size of the film', async () => {
    const reading = await readFilm(noisy, 'a')
    const [evidence, gating] = await Promise.all([evidencePng(noisy, reading), gatingPng(noisy, reading)])
    for (const png of [evidence, gating])
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 100, height: 80, channels: 3 })
    const { data } = await sharp(gating).raw().toBuffer({ resolveWithObject: true })
    expect(data.some((value, i) => i % 3 === 0 && value !== data[i + 1])).toBe(true)
    expect(evidence.equals(gating)).toBe(false)
  })

  it('turns a film that does not stand as the training films do, and says so, where the model can tell', async () => {
    const values = Float32Array.from({ length: 64 * 64 }, (_, i) => (i < 20 * 64 ? 200 : 20) + 50 * noise[i])
    const form = (quarters: Quarters) => film(64, 64, (i) => turnedSquare(values, quarters)[i])
    const [upright, ...others] = await Promise.all(([0, 1, 2, 3] as const).map((turn) => pooledOf(form(turn))))
    const weight = upright.map((value, c) => others.reduce((sum, other) => sum + other[c] - value, 0))
    const at = (pooled: readonly number[]) => pooled.reduce((sum, value, c) => sum + value * weight[c], 0)
    const limit = (at(upright) + Math.min(...others.map(at))) / 2
    const orientation = { weight, bias: 0, limit, found: 1, turned: 0 }
    await writeTestModel(join(root, 'tells'), { id: 'tells', orientation }, 1)

    const straight = await readFilm(form(0), 'tells')
    expect(straight).not.toHaveProperty('turned')
    expect(straight.warnings).not.toContain('read-turned')
    for (const turn of [1, 2, 3] as const) {
      const turned = await readFilm(form(turn), 'tells')
      expect(readingSchema.parse(turned)).toEqual(turned)
      expect(turned).toMatchObject({ turned: 360 - 90 * turn, warnings: ['read-turned'] })
      expect(turned.probability).toBeCloseTo(straight.probability, 6)
      // Its maps lie on the film as it is stored.
      const evidence = turnedSquare(Float32Array.from(straight.maps.evidence), turn)
      turned.maps.evidence.forEach((value, place) => expect(value).toBeCloseTo(evidence[place], 4))
      // The same network cannot tell, and takes the film as it is.
      expect(await readFilm(form(turn), 'a')).not.toHaveProperty('turned')
    }
  })
})

/** The features of a film by the network of model `a`, averaged over it. */
async function pooledOf(of: GreyFilm): Promise<number[]> {
  const model = await loadModel(join(root, 'a'))
  const compiled = await createEngine(engine).compile(readingProgram(model))
  const { inputSize } = model.card.network
  const { pixels } = networkInput(of, model.card.network)
  const { pooled } = await compiled.run({ film: { dims: [1, 1, inputSize, inputSize], data: pixels } })
  await compiled.dispose()
  return [...pooled.data]
}
