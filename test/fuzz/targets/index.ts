import type { Target } from '../target.ts'
import { apiRequests } from './api.ts'
import { archive, directory, foreignReport, modelArchive, modelParts, safetensors } from './archives.ts'
import { dicom, bmp, jpeg, png, tiff, webp } from './films.ts'
import { library } from './library.ts'
import { nodeRequests } from './node.ts'
import { nodeAnswers, webAnswers } from './pacs.ts'
import { httpTargets, socketMessages } from './sockets.ts'
import { jobFile, journal, manifest, marks, rows, settings, split } from './texts.ts'

/** Everything that comes from outside, or from a disk that may have damaged it. */
export const targets: readonly Target[] = [
  dicom,
  png,
  jpeg,
  tiff,
  webp,
  bmp,
  archive,
  directory,
  safetensors,
  modelArchive,
  modelParts,
  foreignReport,
  manifest,
  split,
  marks,
  journal,
  rows,
  jobFile,
  settings,
  library,
  socketMessages,
  httpTargets,
  apiRequests,
  webAnswers,
  nodeAnswers,
  nodeRequests,
]
