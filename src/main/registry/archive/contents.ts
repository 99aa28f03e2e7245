import { reportFiles } from '#main/report/index.ts'
import { manifestFile } from '#main/model/index.ts'

const MiB = 2 ** 20

/**
 * What an exported model may consist of, with the largest size of each in bytes. Nothing else is taken from an archive,
 * and no name in one is ever used as a path. It names no film: neither the split nor names in the report go along.
 */
export const archiveContents: Readonly<Record<string, number>> = {
  'card.json': MiB,
  'model.safetensors': 512 * MiB,
  [reportFiles.json]: 16 * MiB,
  [reportFiles.html]: 16 * MiB,
  [manifestFile]: MiB,
}
