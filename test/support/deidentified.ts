import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSet } from 'dicom-parser'
import { deidentifyFile, type FileExport, type FileRequest } from '#main/deidentify/index.ts'
import { parseDicom, type DicomFile } from '#main/study/dicom/dataSet.ts'
import { newFolder } from './folder.ts'

export const someKey = 'ab'.repeat(32)

export type Deidentified = FileExport & { path: string; bytes: Uint8Array; file: DicomFile; dataSet: DataSet }

/** Exports one DICOM file and reads it back. */
export async function deidentified(film: Uint8Array, changes: Partial<FileRequest> = {}): Promise<Deidentified> {
  const folder = await newFolder()
  const source = join(folder, 'source')
  await writeFile(source, film)
  const made = await deidentifyFile(requestOf(source, join(folder, 'film-0001'), changes))
  const path = join(folder, made.files[0]!)
  const bytes = new Uint8Array(await readFile(path))
  const file = parseDicom(bytes)
  return { ...made, path, bytes, file, dataSet: file.dataSet }
}

export function requestOf(path: string, target: string, changes: Partial<FileRequest> = {}): FileRequest {
  return {
    path,
    target,
    key: someKey,
    boxes: [],
    textRemoved: false,
    retainDevice: false,
    shiftDates: false,
    programVersion: '1.0.0',
    ...changes,
  }
}
