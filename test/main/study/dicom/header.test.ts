import { describe, expect, it } from 'vitest'
import { headerOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom, type PhantomOptions } from '../../../support/dicomPhantom.ts'

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
