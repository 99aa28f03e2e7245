import { describe, expect, it } from 'vitest'
import { frameSpacing } from '#shared/frameSpacing.ts'
import { headerOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'
import type { DicomElement } from '../../../support/dicomWriter.ts'

const header = (options: PhantomOptions) => headerOf(dicomPhantom(options))
const calibrationType = { tag: 0x00280a02, vr: 'CS', value: 'FIDUCIAL' }

describe('spacing', () => {
  it.each<[string, PhantomOptions, object]>([
    ['nothing is known', {}, { calibration: 'none' }],
    [
      'only Imager Pixel Spacing',
      { imagerPixelSpacingMm: [0.2, 0.1] },
      { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.1 },
    ],
    [
      'magnification beside it',
      { imagerPixelSpacingMm: [0.2, 0.2], elements: [{ tag: 0x00181114, vr: 'DS', value: '1.5' }] },
      { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2, magnification: 1.5 },
    ],
    [
      'both, equal',
      { imagerPixelSpacingMm: [0.2, 0.2], pixelSpacingMm: [0.2, 0.2] },
      { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 },
    ],
    [
      'both, different',
      { imagerPixelSpacingMm: [0.2, 0.2], pixelSpacingMm: [0.15, 0.15] },
      { calibration: 'calibrated', rowMm: 0.15, columnMm: 0.15 },
    ],
    [
      'both, equal, with a calibration type',
      { imagerPixelSpacingMm: [0.2, 0.2], pixelSpacingMm: [0.2, 0.2], elements: [calibrationType] },
      { calibration: 'calibrated', rowMm: 0.2, columnMm: 0.2 },
    ],
    [
      'only Pixel Spacing, of a projection',
      { pixelSpacingMm: [0.2, 0.2] },
      { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 },
    ],
    [
      'only Pixel Spacing, of a slice',
      { modality: 'CT', pixelSpacingMm: [0.7, 0.7] },
      { calibration: 'calibrated', rowMm: 0.7, columnMm: 0.7 },
    ],
    ['spacing of zero', { pixelSpacingMm: [0, 0] }, { calibration: 'none' }],
    [
      'spacing that is no number',
      { elements: [{ tag: 0x00280030, vr: 'DS', value: 'wide\\tall' }] },
      { calibration: 'none' },
    ],
  ])('%s', async (_, options, spacing) => {
    expect((await header(options)).spacing).toEqual(spacing)
  })
})

describe('frames of an enhanced object', () => {
  const pixels = (spacing: string): DicomElement[] => [
    { tag: 0x00289110, vr: 'SQ', value: [[{ tag: 0x00280030, vr: 'DS', value: spacing }]] },
  ]
  const anatomy = (side: string): DicomElement[] => [
    { tag: 0x00209071, vr: 'SQ', value: [[{ tag: 0x00209072, vr: 'CS', value: side }]] },
  ]
  const of = (...groups: DicomElement[][]) =>
    header({ frames: 2, elements: [calibrationType, { tag: 0x52009230, vr: 'SQ', value: groups }] })

  it('have a spacing each where these differ', async () => {
    const [first, second] = [
      { calibration: 'calibrated', rowMm: 0.2, columnMm: 0.2 },
      { calibration: 'calibrated', rowMm: 0.4, columnMm: 0.1 },
    ]
    const differing = await of(pixels('0.2\\0.2'), pixels('0.4\\0.1'))
    expect([differing.spacing, differing.frameSpacings]).toEqual([first, [first, second]])
    expect([0, 1].map((frame) => frameSpacing(differing, frame))).toEqual([first, second])
    const same = await of(pixels('0.2\\0.2'), pixels('0.2\\0.2'))
    expect([same.frameSpacings, frameSpacing(same, 1)]).toEqual([undefined, first])
  })

  it('name a side only where it is that of all', async () => {
    expect((await of(anatomy('L'), anatomy('L'))).laterality).toBe('L')
    expect((await of(anatomy('L'), anatomy('R'))).laterality).toBeUndefined()
  })
})

describe('texts', () => {
  it('are those of the data set, trimmed, and absent where they are empty', async () => {
    const one = await header({
      patientName: 'Doe^Jane^^Dr',
      patientId: ' 77 ',
      elements: [
        { tag: 0x00080020, vr: 'DA', value: '1998.05.12' },
        { tag: 0x00180015, vr: 'CS', value: 'WRIST' },
        { tag: 0x00185101, vr: 'CS', value: 'PA' },
        { tag: 0x00200060, vr: 'CS', value: 'L' },
        { tag: 0x00081030, vr: 'LO', value: '' },
        { tag: 0x00200020, vr: 'CS', value: 'L\\F' },
      ],
    })
    expect(one).toMatchObject({
      patientName: 'Doe, Dr Jane',
      patientId: '77',
      studyDate: '19980512',
      bodyPart: 'WRIST',
      view: 'PA',
      laterality: 'L',
      patientOrientation: 'L\\F',
    })
    expect(one).not.toHaveProperty('studyDescription')
  })

  it('tell a lossy past', async () => {
    expect((await header({ elements: [{ tag: 0x00282110, vr: 'CS', value: '01' }] })).lossy).toBe(true)
    expect((await header({ elements: [{ tag: 0x00282110, vr: 'CS', value: '00' }] })).lossy).toBe(false)
  })

  it('are found behind a header longer than what is read at first', async () => {
    const long = { tag: 0x00091001, vr: 'OB', value: new Uint8Array(400_000) }
    expect(await header({ elements: [long], patientId: '5' })).toMatchObject({ rows: 64, patientId: '5' })
  })
})
