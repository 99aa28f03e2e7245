import { ProblemError } from '#shared/problem.ts'
import type { StudyFile } from '../file/studyFile.ts'
import { bmp } from './bmp.ts'
import { dicom } from './dicom.ts'
import { headBytes, type FormatHandler } from './picture/format.ts'
import { jpeg } from './jpeg.ts'
import { png, webp } from './raster.ts'
import { tiff } from './tiff/tiff.ts'

const handlers: readonly FormatHandler[] = [dicom, png, jpeg, tiff, webp, bmp]

/** Throws `not-an-image` when no format knows the file's first bytes. */
export async function handlerFor(file: StudyFile): Promise<FormatHandler> {
  const head = await file.start(headBytes)
  const handler = handlers.find((candidate) => candidate.accepts(head))
  if (handler) return handler
  throw new ProblemError('format-unknown')
}
