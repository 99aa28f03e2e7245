import { open, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { looksLikeDicom } from '#main/study/dicom/sniff.ts'
import { withStudyFile, type StudyFile } from '#main/study/file/studyFile.ts'
import { handlerFor } from '#main/study/formats/chain.ts'
import { headBytes } from '#main/study/formats/picture/format.ts'
import { deidentifiedFilm } from './dicomFilm.ts'
import { pictureOf } from './picture.ts'
import type { FileExport, FileRequest } from './request.ts'

/**
 * Writes a file without what identifies: DICOM as DICOM, any other picture as a PNG of its greys, each frame on its
 * own. Rejects as opening and decoding do, and leaves nothing then.
 */
export function deidentifyFile(request: FileRequest): Promise<FileExport> {
  return withStudyFile(request.path, async (file) => {
    if (!looksLikeDicom(await file.start(headBytes))) return pictures(file, request)
    const { parts, warnings, replaced } = await deidentifiedFilm(await file.whole(), request)
    const path = `${request.target}.dcm`
    await whole(path, async () => {
      const handle = await open(path, 'wx', 0o600)
      try {
        for (const part of parts) await handle.writeFile(part)
      } finally {
        await handle.close()
      }
    })
    return { files: [basename(path)], dicom: true, warnings, replaced }
  })
}

async function pictures(file: StudyFile, { target, boxes, textRemoved }: FileRequest): Promise<FileExport> {
  const handler = await handlerFor(file)
  const { frames } = await handler.header(file)
  const files: string[] = []
  try {
    for (let frame = 0; frame < frames; frame++) {
      const path = frames === 1 ? `${target}.png` : `${target}-${frame + 1}.png`
      const png = await pictureOf(await handler.film(file, frame), boxes)
      await whole(path, () => writeFile(path, png, { flag: 'wx', mode: 0o600 }))
      files.push(path)
    }
  } catch (thrown) {
    for (const path of files) await rm(path, { force: true })
    throw thrown
  }
  const isBlack = boxes.length > 0
  return {
    files: files.map((path) => basename(path)),
    dicom: false,
    warnings: isBlack ? (textRemoved ? [] : ['text-unknown', 'boxes-unconfirmed']) : ['text-unknown'],
    replaced: [],
  }
}

async function whole(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (thrown) {
    await rm(path, { force: true })
    throw thrown
  }
}
