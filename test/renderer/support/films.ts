import type { FileHeader, Film, GreyFilm } from '#shared/film.ts'
import type { Reading } from '#shared/reading.ts'

export function makeFilm(filmId: string, header: Partial<FileHeader> = {}, more: Partial<Film> = {}): Film {
  return {
    filmId,
    name: `${filmId}.dcm`,
    sample: false,
    header: {
      format: 'dicom',
      rows: 4,
      columns: 3,
      frames: 1,
      bitsAllocated: 16,
      bitsStored: 12,
      signed: false,
      photometric: 'MONOCHROME2',
      lossy: false,
      spacing: { calibration: 'none' },
      ...header,
    },
    ...more,
  }
}

export function makeGreyFilm(more: Partial<GreyFilm> & Pick<GreyFilm, 'values'>): GreyFilm {
  return {
    rows: 1,
    columns: more.values.length,
    slope: 1,
    intercept: 0,
    window: { center: 128, width: 256, function: 'LINEAR' },
    windows: [],
    inverted: false,
    minimum: Math.min(...more.values),
    maximum: Math.max(...more.values),
    warnings: [],
    ...more,
  }
}

export function makeReading(more: Partial<Reading> = {}): Reading {
  return {
    frame: 0,
    verdict: 'fracture',
    probability: 0.87,
    findings: null,
    branches: { teacher: 0.91, student: 0.82 },
    experts: [0.75, 0.25],
    classes: [
      { name: 'No fracture', probability: 0.13 },
      { name: 'Fracture', probability: 0.87 },
    ],
    operatingPoints: { ruleOut: 0.2, ruleIn: 0.7 },
    model: { id: 'starter', name: 'Starter' },
    engine: 'onnx-cpu',
    warnings: [],
    maps: {
      rows: 2,
      columns: 2,
      region: { x: 0, y: -2, width: 4, height: 8 },
      evidence: [4, -1, 0, 2],
      gates: [
        [1, 0.9, 0.6, 0.5],
        [0, 0.1, 0.4, 0.5],
      ],
    },
    milliseconds: 120,
    ...more,
  }
}
