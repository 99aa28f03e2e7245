import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { ResultKind } from '#shared/results.ts'
import { makeResults, type ReadingToTell } from '#main/results/index.ts'
import { itemsOf, textOf } from '#main/study/dicom/attributes.ts'
import { decodeText } from '#main/study/dicom/characterSets.ts'
import { parseDicom } from '#main/study/dicom/dataSet.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { documentOf } from '#main/study/documents/document.ts'
import type { PhantomOptions } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { likely, resultFilm, someModel, someReading, studyUid } from '../../support/resultFilms.ts'

/** Each test makes pictures, which takes as long as the machine is busy. */
vi.setConfig({ testTimeout: 120_000 })

const all: ResultKind[] = ['sc', 'pr', 'sr']

async function made(
  options: PhantomOptions & { instance?: string } = {},
  reading: ReadingToTell = someReading(),
  more: { now?: Date; programVersion?: string; sha256?: string } = {},
) {
  const folder = await newFolder()
  const path = join(folder, 'film.dcm')
  await writeFile(path, resultFilm(options))
  const { now = new Date('2026-01-02T03:04:05'), programVersion = '1.0.0', sha256 = someModel.sha256 } = more
  const result = { reading, model: { ...someModel, sha256 }, programVersion, reportClass: 'comprehensive-3d' as const }
  const { objects, left } = await makeResults(path, result, all, now)
  const of = (kind: string) => objects.find((object) => object.kind === kind)!
  const dataSetOf = (kind: string) => parseDicom(of(kind).bytes).dataSet
  const saved = async (kind: string): Promise<string> => {
    const file = join(folder, `${kind}.dcm`)
    await writeFile(file, of(kind).bytes)
    return file
  }
  return { objects, left, of, dataSetOf, saved, uids: objects.map(({ sopInstanceUid }) => sopInstanceUid) }
}

describe('every result', () => {
  it('is of the patient and the study of its film, in a series of its own, and keeps names of another character set', async () => {
    const { objects, dataSetOf } = await made()
    expect(objects.map(({ kind }) => kind)).toEqual(['sc', 'pr', 'sr'])
    const series = new Set<string>()
    for (const { kind, sopInstanceUid } of objects) {
      const dataSet = dataSetOf(kind)
      expect(decodeText(dataSet, 'x00100010', dataSet, 'PN')).toBe('Müller^Jörg')
      expect(textOf(dataSet, 'x00100020')).toBe('P-4711')
      expect(textOf(dataSet, 'x0020000d')).toBe(studyUid)
      expect(textOf(dataSet, 'x00080050')).toBe('A-17')
      expect(textOf(dataSet, 'x00080018')).toBe(sopInstanceUid)
      series.add(textOf(dataSet, 'x0020000e')!)
    }
    expect(series).toHaveLength(3)
    expect(series).not.toContain(`${studyUid}.1`)
  })

  it('has the same UID whenever it is made again, and another one when anything that it says has changed', async () => {
    const { uids } = await made()
    expect((await made({}, someReading(), { now: new Date('2030-01-01') })).uids).toEqual(uids)
    for (const other of [
      await made({}, someReading({ probability: 0.93 })),
      await made({}, someReading({ findings: [{ ...likely, x: 21 }] })),
      await made({}, someReading(), { sha256: 'cd'.repeat(32) }),
      await made({}, someReading(), { programVersion: '1.0.1' }),
      await made({ instance: '2' }),
    ])
      for (const [index, uid] of other.uids.entries()) expect(uid).not.toBe(uids[index])
  })

  it('says which side, and none of a part that has no sides', async () => {
    const side = await made({ elements: [{ tag: 0x00200062, vr: 'CS', value: 'L' }] })
    expect(textOf(side.dataSetOf('sc'), 'x00200060')).toBe('L')
    const spine = await made({ elements: [{ tag: 0x00180015, vr: 'CS', value: 'CSPINE' }] })
    expect(spine.dataSetOf('pr').elements.x00200060).toBeUndefined()
    const unknown = await made()
    expect(unknown.dataSetOf('pr').elements.x00200060).toMatchObject({ length: 0 })
  })

  it('leaves out what the original says in a form that DICOM does not have', async () => {
    const { dataSetOf } = await made({
      elements: [
        { tag: 0x00100030, vr: 'DA', value: '1970.01.31' },
        { tag: 0x00080030, vr: 'TM', value: 'noon' },
        { tag: 0x00100040, vr: 'CS', value: 'male' },
        { tag: 0x00100020, vr: 'LO', value: 'x'.repeat(70) },
      ],
    })
    const dataSet = dataSetOf('sr')
    expect(textOf(dataSet, 'x00100030')).toBe('19700131')
    expect(textOf(dataSet, 'x00080030')).toBeUndefined()
    expect(textOf(dataSet, 'x00100040')).toBeUndefined()
    expect(textOf(dataSet, 'x00100020')).toHaveLength(64)
  })

  it('is refused for a film that nothing could refer to', async () => {
    await expect(made({ elements: [{ tag: 0x0020000d, vr: 'UI', value: '' }] })).rejects.toMatchObject({
      id: 'results-without-identity',
    })
    const result = { reading: someReading(), model: someModel, programVersion: '1', reportClass: 'enhanced' as const }
    const path = join(await newFolder(), 'film.png')
    await writeFile(path, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    await expect(makeResults(path, result, all)).rejects.toMatchObject({ id: 'results-not-dicom' })
  })
})

describe('the picture', () => {
  it('shows the film unchanged beside the findings, says below what was found, and carries lossy on', async () => {
    const { dataSetOf, saved } = await made({ elements: [{ tag: 0x00282110, vr: 'CS', value: '01' }] })
    expect(textOf(dataSetOf('sc'), 'x00282110')).toBe('01')
    expect(textOf(dataSetOf('sc'), 'x00280301')).toBe('YES')
    const path = await saved('sc')
    const film = await studyDecoder.film(path, 0)
    expect([film.columns, film.rows >= 200]).toEqual([480, true])
    // The words below are neither missing nor all the same shape.
    const below = film.values.subarray(200 * 480)
    expect(below.some((value) => value > 200)).toBe(true)
    expect(below.some((value) => value === 0)).toBe(true)
  })

  it('is never read by a model', async () => {
    const { saved } = await made()
    await expect(fileInputs(await saved('sc'), { frame: 0 }, { inputSize: 224, fit: 'pad' })).rejects.toMatchObject({
      id: 'result-is-no-film',
    })
  })

  it('differs by its words', async () => {
    const [one, other] = [
      await made(),
      await made({}, someReading({ verdict: 'no-fracture', probability: 0.01, findings: [] })),
    ]
    expect(Buffer.compare(one.of('sc').bytes, other.of('sc').bytes)).not.toBe(0)
  })
})

describe('the presentation state', () => {
  it('says MONOCHROME1 to be inverse, and repeats window, rescale and shutter', async () => {
    const { dataSetOf } = await made({
      photometric: 'MONOCHROME1',
      rescale: { slope: 2, intercept: -10 },
      elements: [
        { tag: 0x00181600, vr: 'CS', value: 'CIRCULAR' },
        { tag: 0x00181610, vr: 'IS', value: '100\\80' },
        { tag: 0x00181612, vr: 'IS', value: '60' },
      ],
    })
    const dataSet = dataSetOf('pr')
    expect(textOf(dataSet, 'x20500020')).toBe('INVERSE')
    expect([textOf(dataSet, 'x00281052'), textOf(dataSet, 'x00281053')]).toEqual(['-10', '2'])
    const [voi] = itemsOf(dataSet, 'x00283110')
    expect([textOf(voi!, 'x00281050'), textOf(voi!, 'x00281051')]).toEqual(['2000', '3000'])
    expect(textOf(dataSet, 'x00181610')).toBe('100\\80')
    expect(textOf((await made()).dataSetOf('pr'), 'x20500020')).toBe('IDENTITY')
  })

  it('draws the findings where they are, solid or dashed, within the film', async () => {
    const outside = { ...likely, x: 150, width: 40 }
    const { saved } = await made({}, someReading({ findings: [outside, { ...likely, point: 'rule-out' }] }))
    const content = await documentOf(await saved('pr'))
    if (content?.kind !== 'presentation') throw new Error('No presentation state.')
    const [findings, summary] = content.drawings
    expect(findings!.of).toEqual([{ sopInstanceUid: `${studyUid}.1.1` }])
    const lines = findings!.shapes.filter((shape) => shape.type === 'line')
    expect(lines[0]).toMatchObject({ points: [[150, 30], [160, 30], [160, 54], [150, 54], [150, 30]], dashed: false }) // prettier-ignore
    expect(lines[1]).toMatchObject({ dashed: true })
    expect(summary!.shapes[0]).toMatchObject({
      type: 'text',
      lines: expect.arrayContaining(['Fracture, probability 93.1 %']) as never,
    })
    expect(content.left).toBe(0)
  })

  it('is not made of a film in colour, and that is said', async () => {
    const colour = { samplesPerPixel: 3 as const, photometric: 'RGB', bitsAllocated: 8 as const, rows: 20, columns: 30 }
    const { objects, left } = await made({ ...colour, window: [], values: new Uint8Array(20 * 30 * 3) })
    expect(objects.map(({ kind }) => kind)).toEqual(['sc', 'sr'])
    expect(left).toEqual(['pr'])
  })

  it('refers to its frame where the film has several', async () => {
    const { dataSetOf } = await made({ frames: 3 }, someReading({ frame: 1 }))
    const [series] = itemsOf(dataSetOf('pr'), 'x00081115')
    expect(textOf(itemsOf(series!, 'x00081140')[0]!, 'x00081160')).toBe('2')
  })
})

describe('the report', () => {
  it('says finding, certainty, places and algorithm, and opens as text', async () => {
    const { saved } = await made()
    const content = await documentOf(await saved('sr'))
    if (content?.kind !== 'report') throw new Error('No report.')
    expect(content).toMatchObject({ title: 'Imaging Measurement Report', patientName: 'Müller, Jörg', cut: false })
    const said = content.lines.map(({ label, value }) => `${label}: ${value}`)
    expect(said).toEqual(
      expect.arrayContaining([
        'Observer Type: Device',
        'Finding: Fracture',
        'Certainty of Finding: 93.12 %',
        'Certainty of Finding: 0 %',
        'Fracture: Present',
        'Fracture: Indeterminate',
        'Image Region: POLYLINE 20 30 60 30 60 54 20 54 20 30',
        'Algorithm Version: 1.0.0, our-wrists abababababab',
      ]),
    )
  })

  it('says how the film was acquired as CID 29 has it, and nothing where it does not', async () => {
    const acquired = async (modality: string) => {
      const content = await documentOf(await (await made({ modality })).saved('sr'))
      if (content?.kind !== 'report') throw new Error('No report.')
      return content.lines.filter(({ label }) => label === 'Modality').map(({ value }) => value)
    }
    expect(await acquired('DX')).toEqual(['Digital Radiography'])
    expect(await acquired('OT')).toEqual([])
    expect(await acquired('RTDOSE')).toEqual([])
  })

  it('gives no number for a film that is not judged, and says why it is not', async () => {
    const reading = someReading({ findings: [], verdict: 'not-judged', notJudged: 'nearly-uniform' })
    const { saved } = await made({}, reading)
    const content = await documentOf(await saved('sr'))
    if (content?.kind !== 'report') throw new Error('No report.')
    const said = content.lines.map(({ label, value }) => `${label}: ${value}`)
    expect(said.some((line) => line.startsWith('Certainty') || line.includes('93'))).toBe(false)
    expect(said).toContain('Fracture: Indeterminate')
    expect(said.some((line) => line.includes('Not judged: it is nearly'))).toBe(true)
    expect(await documentOf(await saved('pr'))).toMatchObject({ title: expect.stringContaining('Not judged') as never })
  })

  it('says what may turn the verdict, as picture and presentation state do', async () => {
    const [plain, turned] = [await made(), await made({}, someReading({ warnings: ['lossy', 'read-turned'] }))]
    const content = await documentOf(await turned.saved('sr'))
    if (content?.kind !== 'report') throw new Error('No report.')
    const comment = content.lines.find(({ value }) => value.includes('was rotated before it was read.'))
    expect(comment?.value).toContain('Noted of the film: lossy.')
    expect(Buffer.from(turned.of('pr').bytes).includes('was rotated before it was read.')).toBe(true)
    const rows = (one: typeof plain): number => one.dataSetOf('sc').uint16('x00280010')!
    expect(rows(turned)).toBeGreaterThan(rows(plain))
  })

  it('says of a model that was not taught where, that it does not say so', async () => {
    const { saved } = await made({}, someReading({ findings: null, verdict: 'no-fracture', probability: 0.02 }))
    const content = await documentOf(await saved('sr'))
    if (content?.kind !== 'report') throw new Error('No report.')
    const said = content.lines.map(({ label, value }) => `${label}: ${value}`)
    expect(said).toContain('Fracture: Absent')
    expect(said.some((line) => line.includes('does not say where'))).toBe(true)
    expect(said.some((line) => line.startsWith('Image Region'))).toBe(false)
  })
})
