import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import protobuf from 'protobufjs'
import { describe, expect, it } from 'vitest'
import { writeOnnxModel } from '#main/model/index.ts'
import { dataOfThisPlace } from '#shared/model.ts'
import { preprocessing } from '#main/model/preprocessing.ts'
import * as ort from '#main/engines/onnx/onnxruntime.ts'
import { networkInput } from '#main/network/networkInput.ts'
import { Reader } from '#main/reading/reader.ts'
import type { GreyFilm } from '#shared/film.ts'
import type { ModelCard } from '#shared/model.ts'
import { newFolder } from '../../support/folder.ts'
import { writePlacesModel } from '../../support/placesModel.ts'
import { testCard, testFit } from '../../support/testCard.ts'
import { writeTestModel } from '../../support/testModel.ts'

/** What of onnx.proto3 tells of a model. */
const { root } = protobuf.parse(
  `syntax = "proto3";
  message Value { string name = 1; string doc_string = 3; }
  message Graph { string doc_string = 10; repeated Value input = 11; repeated Value output = 12; }
  message Property { string key = 1; string value = 2; }
  message Model { string producer_version = 3; string doc_string = 6; Graph graph = 7; repeated Property metadata_props = 14; }`,
  { keepCase: true },
)

type Value = { name: string; doc_string: string }
type Said = {
  producer_version: string
  doc_string: string
  graph: { doc_string: string; input: Value[]; output: Value[] }
  metadata_props: { key: string; value: string }[]
}

async function saidBy(folder: string): Promise<{ said: Said; properties: Record<string, string>; text: string }> {
  await writeOnnxModel(folder)
  const bytes = await readFile(join(folder, 'model.onnx'))
  const type = root.lookupType('Model')
  const said = type.toObject(type.decode(bytes)) as Said
  const properties = Object.fromEntries(said.metadata_props.map(({ key, value }) => [key, value]))
  return { said, properties, text: JSON.stringify(said) }
}

/** A film of 40 × 60 whose greys run from 20 to 220. */
function film(): GreyFilm {
  return {
    rows: 40,
    columns: 60,
    slope: 1,
    intercept: 0,
    window: { center: 120, width: 200, function: 'LINEAR_EXACT' },
    windows: [],
    inverted: false,
    minimum: 20,
    maximum: 220,
    warnings: [],
    values: Uint8Array.from({ length: 2400 }, (_, i) => 20 + ((i * 7 + (i >> 5) * 31) % 201)),
  }
}

describe('what model.onnx says of itself', () => {
  it('is all that a reading needs of the card', async () => {
    const folder = await newFolder()
    const familiarity = { mean: Array(512).fill(0), deviation: Array(512).fill(1), limit: 1.5, falseAlarms: 0.01 }
    const card = await writeTestModel(folder, { temperature: 1.7, familiarity })
    const { said, properties } = await saidBy(folder)
    expect(said.producer_version).toBe(card.programVersion)
    expect(said.doc_string).toContain(card.intendedUse)
    expect(JSON.parse(properties.classes!)).toEqual(card.classNames)
    expect(Number(properties.temperature)).toBe(1.7)
    expect(JSON.parse(properties.operating_points!)).toEqual(card.operatingPoints)
    expect(JSON.parse(properties.preprocessing!)).toEqual(preprocessing(card.network))
    expect(JSON.parse(properties.familiarity!)).toEqual(familiarity)
    expect(properties).toMatchObject({
      licence: card.data.licence,
      credit: card.data.credit,
      intended_use: card.intendedUse,
      weights_sha256: card.weights.sha256,
    })
    expect(properties.finding_rule).toBeUndefined()
  })

  it.each(['films', 'places'])('explains each input and output of a network that learned from %s', async (kind) => {
    const folder = await newFolder()
    await (kind === 'places' ? writePlacesModel(folder, {}) : writeTestModel(folder))
    const { said, properties } = await saidBy(folder)
    const values = [...said.graph.input, ...said.graph.output]
    expect(values.length).toBeGreaterThan(8)
    for (const { name, doc_string } of values) expect(doc_string, name).toMatch(/^batch x /)
    expect(values.some(({ name }) => name === 'findings')).toBe(kind === 'places')
    expect(properties.finding_rule === undefined).toBe(kind !== 'places')
  })

  it('names no folder of this place', async () => {
    const folder = await newFolder()
    const data = { ...testCard().data, name: 'Meier wrists', credit: dataOfThisPlace.credit }
    await writeTestModel(folder, { id: 'meier-wrists-00000000', name: 'Meier wrists', data })
    const { text, properties } = await saidBy(folder)
    expect(text).not.toMatch(/meier/i)
    expect(properties.name).toBe(`Model of ${testCard().createdAt.slice(0, 10)}`)
  })

  it('names no folder of this place after it was fitted and fitted again', async () => {
    const folder = await newFolder()
    const data = { ...testCard().data, name: 'Meier wrists', credit: dataOfThisPlace.credit }
    const parent = { id: 'model-00000000', name: 'Meier wrists, fitted to 60 films' }
    await writeTestModel(folder, { name: `${parent.name}, fitted to 70 films`, data, fitted: testFit(parent) })
    const { text, properties } = await saidBy(folder)
    expect(text).not.toMatch(/meier/i)
    expect(properties.name).toBe(`Model of ${testCard().createdAt.slice(0, 10)}`)
  })

  it('says the name that its owner gave it', async () => {
    const folder = await newFolder()
    const data = { ...testCard().data, name: 'Meier wrists', credit: dataOfThisPlace.credit }
    await writeTestModel(folder, { name: 'Wrists of 2026', data })
    const { text, properties } = await saidBy(folder)
    expect(properties.name).toBe('Wrists of 2026')
    expect(text).not.toMatch(/meier/i)
  })
})

describe('means over neighbourhoods in model.onnx', () => {
  it('leave the border out, as every runtime can, and then tell the share of each window', async () => {
    const folder = await newFolder()
    await writePlacesModel(folder, {})
    await writeOnnxModel(folder)
    const bytes = await readFile(join(folder, 'model.onnx'))
    expect(bytes.includes('AveragePool')).toBe(true)
    // OpenCV 4 passes over it without a word: findings/opencv-average-pool-count-include-pad.sh.
    expect(bytes.includes('count_include_pad')).toBe(false)
  })
})

describe('what model.onnx computes for others', () => {
  const read = async (folder: string, card: ModelCard) => {
    const input = networkInput(film(), card.network)
    const reader = new Reader()
    const reading = await reader.read(
      { ...input, warnings: [], milliseconds: 0 },
      { frame: 0, model: { id: card.id, directory: folder }, engine: 'onnx-cpu' },
    )
    await reader.dispose()
    await writeOnnxModel(folder)
    const session = await ort.InferenceSession.create(join(folder, 'model.onnx'))
    const side = card.network.inputSize
    const pair = Float32Array.from([...input.pixels, ...input.pixels])
    const outputs = await session.run({ film: new ort.Tensor('float32', pair, [2, 1, side, side]) })
    return { reading, outputs }
  }

  it.each([[['No fracture', 'Fracture']], [['No fracture', 'Hairline', 'Displaced']]])(
    'is the reading’s probability, of %j',
    async (classNames) => {
      const folder = await newFolder()
      const network = { ...testCard().network, classes: classNames.length }
      const card = await writeTestModel(folder, { temperature: 1.7, classNames, network })
      const { reading, outputs } = await read(folder, card)
      expect(outputs.probability!.dims).toEqual([2, 1])
      for (const probability of outputs.probability!.data as Float32Array)
        expect(probability).toBeCloseTo(reading.probability, 5)
      const classes = outputs.classProbabilities!.data as Float32Array
      reading.classes.forEach(({ probability }, i) => expect(classes[i]).toBeCloseTo(probability, 5))
    },
  )

  it('is the reading’s probability of each place', async () => {
    const folder = await newFolder()
    await writePlacesModel(folder, { temperature: 1.3 })
    const card = testCard({ network: { ...testCard().network, places: true, inputSize: 320 }, temperature: 1.3 })
    const { reading, outputs } = await read(folder, card)
    expect(outputs.findings!.dims).toEqual([2, 1, 10, 10])
    const findings = outputs.findings!.data as Float32Array
    expect(reading.maps.places).toHaveLength(100)
    reading.maps.places!.forEach((probability, at) => expect(findings[at]).toBeCloseTo(probability, 5))
    expect(new Set(findings).size).toBeGreaterThan(50)
  })
})

/** The recipe done as plainly as its words are: each target pixel by itself. For films without colour or DICOM header. */
function byRecipe({ values, rows, columns }: GreyFilm, { steps }: ReturnType<typeof preprocessing>): Float32Array {
  const step = (name: string) => steps.find((one) => one.step === name) as { side: number; to: string } | undefined
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const grey = Array.from(values, (value) => (value - low) / (high - low))
  const { side, to } = step('resize')!
  const scale = to === 'square' ? undefined : side / Math.max(rows, columns)
  const [height, width] = [rows, columns].map((n) => (scale === undefined ? side : Math.round(n * scale)))
  const share = (source: number, target: number) => {
    const [wide, support] = [source / target, Math.max(source / target, 1)]
    return Array.from({ length: target }, (_, i) => {
      const raw = Array.from({ length: source }, (_v, k) =>
        Math.max(0, 1 - Math.abs(k + 0.5 - (i + 0.5) * wide) / support),
      )
      const total = raw.reduce((sum, weight) => sum + weight, 0)
      return raw.map((weight) => weight / total)
    })
  }
  const [down, across] = [share(rows, height!), share(columns, width!)]
  const result = new Float32Array(side * side)
  const [top, left] = [Math.floor((side - height!) / 2), Math.floor((side - width!) / 2)]
  down.forEach((ofRows, y) =>
    across.forEach((ofColumns, x) => {
      let sum = 0
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) sum += ofRows[r]! * ofColumns[c]! * grey[r * columns + c]!
      result[(top + y) * side + left + x] = sum
    }),
  )
  return result
}

describe('preprocessing', () => {
  it.each(['pad', 'squash'] as const)('in data is what the network is given, with %s', (fit) => {
    const shape = { inputSize: 32, fit }
    const { pixels } = networkInput(film(), shape)
    const expected = byRecipe(film(), preprocessing(shape))
    const furthest = pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0)
    expect(furthest).toBeLessThan(1e-6)
    expect(Math.max(...pixels)).toBeGreaterThan(0.4)
  })
})
