import type { FileHeader } from '#shared/film.ts'

/** Modalities (0008,0060) whose frames are each an X-ray film, PS3.3 C.7.3.1.1.1. */
const xRayModalities = new Set(['CR', 'DX', 'RF', 'XA', 'MG', 'RG', 'PX', 'IO'])

/** The frames of a file that are read: all of an X-ray file's, of others the first. */
export function framesToRead(header: FileHeader): number[] {
  const count = xRayModalities.has(header.modality ?? '') ? header.frames : 1
  return Array.from({ length: count }, (_, frame) => frame)
}
