import type { FileHeader } from '#shared/film.ts'
import type { FileRead } from '#main/compute/index.ts'

const header: FileHeader = {
  format: 'png',
  rows: 2,
  columns: 3,
  frames: 1,
  bitsAllocated: 8,
  bitsStored: 8,
  signed: false,
  photometric: 'GREY',
  lossy: false,
  spacing: { calibration: 'none' },
}

/** What reading a file of one frame comes to, made up. */
export function fakeRead(probability = 0.5, about: Partial<FileHeader> = {}): FileRead {
  const reading = {
    frame: 0,
    verdict:
      probability >= 0.8
        ? ('fracture' as const)
        : probability <= 0.2
          ? ('no-fracture' as const)
          : ('uncertain' as const),
    probability,
    findings: null,
    branches: { teacher: probability, student: probability },
    experts: [0.25, 0.75],
    model: { id: 'plain', name: 'Plain' },
    engine: 'onnx-cpu',
    warnings: ['lossy'],
    milliseconds: 1,
  }
  return { header: { ...header, ...about }, frames: [{ frame: 0, reading }], total: 1 }
}
