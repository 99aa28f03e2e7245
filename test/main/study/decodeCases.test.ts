import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ScanRow } from '#shared/scan.ts'
import { applyVoi } from '#shared/voi.ts'
import { printable } from '#main/hosts/cli/print/printable.ts'
import { reportIn } from '#main/scan/report.ts'
import { contentsOf } from '#main/study/contents/contents.ts'
import { rangeOf } from '#main/study/grey/statistics.ts'
import { greyValuesOf } from '#main/study/grey/storedFrame.ts'
import { filmOf, headerOf, problemOf, storedOf } from '../../support/decodeBytes.ts'
import { newFolder } from '../../support/folder.ts'
import { sharedFolder } from '../../support/sharedData.ts'

type Case = {
  problem?: string
  stored?: [number, number]
  /** Levels by which `stored` may differ. */
  within?: number
  /** Row, column and grey, 0 to 1. */
  shown?: [number, number, number][]
  /** All but `window-from-values`. */
  warnings?: string[]
  header?: object
}

const { path: root, present } = sharedFolder('../cases/decode')
const deep: [number, number] = [299, 2905]
const shallow: [number, number] = [8, 209]
const plainGreys: [number, number, number][] = [
  [48, 23, 0.44],
  [48, 4, 0],
]
const curveGreys: [number, number, number][] = [
  [48, 23, 0.41],
  [48, 4, 0.05],
]
const damaged = { problem: 'malformed' }
const refused = { problem: 'unsupported-format' }

/** What `CASES.md` beside the files says is right; inputs of the same kinds are made by code in `wrongFilms.ts`. */
const cases: Record<string, Case> = {
  'overshoot-jpeg2000.dcm': { stored: [0, 4095], shown: [[1, 66, 1]], warnings: ['lossy'] },
  'overshoot-jpeg-extended-10bit.dcm': { stored: [0, 1023], shown: [[18, 24, 1]], warnings: ['lossy'] },
  'overshoot-htj2k.dcm': { stored: [0, 4095], shown: [[0, 70, 1]], warnings: ['lossy'] },
  'depth-lossless8-in-16.dcm': { stored: shallow },
  'depth-jpeg8-in-16-12.dcm': { stored: shallow, within: 3, warnings: ['lossy', 'bits-disagree'] },
  'depth-j2k16-in-8.dcm': { stored: deep, warnings: ['bits-disagree'] },
  'depth-jpeg8-in-16-16.dcm': { stored: shallow, within: 3, warnings: ['lossy', 'bits-disagree'] },
  'jpeg-xl-12-bits.dcm': { stored: deep },
  'voi-lut-one-short.dcm': { stored: deep, shown: curveGreys, warnings: ['table-disagrees'] },
  'modality-lut-one-short.dcm': {
    stored: deep,
    shown: [
      [48, 23, 0.32],
      [48, 4, 0.01],
    ],
    warnings: ['table-disagrees'],
  },
  'voi-lut-16-bits-claimed-12-used.dcm': { stored: deep, shown: curveGreys, warnings: ['table-disagrees'] },
  'xa-modality-lut.dcm': { stored: deep, shown: plainGreys },
  'rf-rescale-minus-1.dcm': { stored: deep, shown: plainGreys },
  'voi-lut-as-un.dcm': { stored: deep, shown: curveGreys },
  'functional-groups-as-un.dcm': { stored: deep, shown: plainGreys },
  'big-endian-un-sequence.dcm': { stored: deep },
  'implicit-file-meta.dcm': { stored: deep },
  'second-file-meta.dcm': { stored: deep, header: { transferSyntax: '1.2.840.10008.1.2.4.70' } },
  'shutter-rectangular.dcm': { stored: [301, 3400], shown: [[2, 2, 0]], warnings: ['shuttered'] },
  'shutter-circular.dcm': { stored: [301, 3400], shown: [[2, 2, 0]], warnings: ['shuttered'] },
  'shutter-two-shapes-grey.dcm': { stored: [301, 3400], shown: [[2, 2, 0.25]], warnings: ['shuttered'] },
  'pixel-aspect-2-1.dcm': { stored: deep, header: { spacing: { calibration: 'none', pixelAspect: 2 } } },
  'enhanced-xa-imager-spacing.dcm': {
    stored: deep,
    header: { spacing: { calibration: 'at-detector', rowMm: 0.2, columnMm: 0.2 } },
  },
  'charset-iso-ir-192-with-space.dcm': { header: { patientName: 'Müller, Jörg' }, warnings: ['character-set'] },
  'charset-utf-8.dcm': { header: { patientName: 'Wałęsa, Zoë' }, warnings: ['character-set'] },
  'charset-korean-equals-in-lo.dcm': { header: { studyDescription: '왼손=오른손' } },
  'line-feed-in-body-part.dcm': { stored: deep },
  'control-characters-in-modality.dcm': { stored: deep },
  'damaged-jpeg-lossless.dcm': damaged,
  'cut-jpeg-with-end-mark.dcm': damaged,
  'damaged.jpg': damaged,
  'tiff-signed-16.tif': { stored: [-1201, 1405] },
  'tiff-float-16.tif': { stored: [0.07, 0.71], within: 0.01 },
  'tiff-5-samples.tif': refused,
  'tiff-grey-and-unspecified.tif': { stored: shallow },
  'tiff-ycbcr.tif': { stored: shallow },
  'tiff-12-bits.tif': { stored: deep },
  'tiff-zstd.tif': { stored: deep },
  'tiff-lzma.tif': refused,
  'jpeg-12-bits.jpg': { stored: deep, within: 3, warnings: ['lossy'] },
  'bmp-os2.bmp': { stored: shallow },
  'tiff-jpeg-compressed.tif': { stored: shallow, within: 3, warnings: ['lossy'], header: { lossy: true } },
  'disc-voi-lut-negative-slope.dcm': {
    shown: [
      [0, 0, 1],
      [15, 20, 0.72],
      [25, 0, 0.4],
      [31, 31, 0],
    ],
  },
  'disc-encapsulated-uncompressed.dcm': { stored: [0, 3695] },
  'disc-monochrome1-identity.dcm': { shown: [[0, 0, 0]], warnings: ['presentation-disagrees'] },
  'disc-tiff-float64.tif': { stored: [-100, 361.875] },
}
/** Collections of films, which are opened otherwise. */
const collections = { 'dot-slash-names.zip': 'archive', 'dicomdir-file-extension/DICOMDIR': 'directory' } as const

describe.skipIf(!present)('the decoding cases', () => {
  const bytesOf = (name: string) => new Uint8Array(readFileSync(join(root, name)))

  it('are all here', () => {
    const names = readdirSync(root)
      .filter((name) => !name.endsWith('.md'))
      .map((name) => (statSync(join(root, name)).isDirectory() ? `${name}/DICOMDIR` : name))
    expect([...Object.keys(cases), ...Object.keys(collections)].sort()).toEqual(names.sort())
    expect(names.length).toBe(48)
  })

  it.each(Object.entries(cases))('%s', async (name, { problem, stored, within = 0, shown, warnings = [], header }) => {
    const bytes = bytesOf(name)
    expect(await problemOf(filmOf(bytes))).toBe(problem ?? 'none')
    if (problem) return

    const film = await filmOf(bytes)
    expect(film.warnings.filter((warning) => warning !== 'window-from-values')).toEqual(warnings)
    if (header) expect(await headerOf(bytes)).toMatchObject(header)
    if (stored) {
      const { minimum, maximum } = rangeOf(greyValuesOf(await storedOf(bytes)), undefined)
      expect(Math.abs(minimum - stored[0])).toBeLessThanOrEqual(within)
      expect(Math.abs(maximum - stored[1])).toBeLessThanOrEqual(within)
    }
    const picture = applyVoi(film)
    for (const [row, column, grey] of shown ?? [])
      expect(Math.abs(picture[row * film.columns + column]! - grey)).toBeLessThan(0.0051)
  })

  it.each(Object.entries(collections))('%s', async (name, kind) => {
    const contents = await contentsOf(join(root, name), await newFolder())
    expect(contents?.kind).toBe(kind)
    expect(contents!.entries.length).toBeGreaterThan(0)
    for (const entry of contents!.entries) {
      if ('problem' in entry) throw new Error(`${entry.name}: ${entry.problem.code}`)
      expect(await problemOf(filmOf(new Uint8Array(readFileSync(entry.path))))).toBe('none')
    }
  })

  it('what a film says stays within its row of a report, and prints no control characters', async () => {
    const { bodyPart } = await headerOf(bytesOf('line-feed-in-body-part.dcm'))
    expect(bodyPart).toContain('\n')
    const { row } = reportIn({ format: 'csv', bom: false, columns: ['body_part'] })
    expect(row({ body_part: bodyPart } as ScanRow)).toBe(`"${bodyPart}"\r\n`)
    const { modality } = await headerOf(bytesOf('control-characters-in-modality.dcm'))
    expect(modality).toMatch(/[\u0000-\u001f]/)
    expect(printable(modality!)).not.toMatch(/[\u0000-\u001f]/)
  })
})
