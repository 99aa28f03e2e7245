import { extname, resolve } from 'node:path'
import type { LabelsRequest, SavedLabels } from '#shared/training.ts'
import type { ComputeService } from '#main/compute/index.ts'
import { openSource, writeLabels } from '#main/dataset/index.ts'

/**
 * Keeps corrected labels of labelled films in a manifest that a training can be given instead of their folder; see
 * `writeLabels`.
 */
export async function saveLabels(
  { compute }: { compute: Pick<ComputeService, 'readMarks'> },
  { folder, file, corrections }: LabelsRequest,
): Promise<SavedLabels> {
  const from = resolve(folder)
  const source = await openSource(from, [], { readMarks: compute.readMarks })
  // Marks are looked for in all of a folder, but only beside the films of a manifest.
  const marksFrom = extname(from).toLowerCase() === '.csv' ? source.marksFrom : source.marks?.set && from
  return writeLabels(source, corrections, { path: file, from, marksFrom })
}
