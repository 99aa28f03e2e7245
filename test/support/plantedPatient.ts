import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { DicomElement } from './dicomWriter.ts'
import { dicomPhantom } from './dicomPhantom.ts'

/** What stands for a patient in tests, in tags, names of files and folders, and columns of a manifest. */
export const person = { family: 'Zyxwvut', given: 'Quorra', id: 'PID-7788-QZ', born: '19470213' }
const planted = [person.family, person.given, person.id, person.born]

/** A film that says who it is of. */
export const plantedFilm = (elements: readonly DicomElement[] = []): Uint8Array =>
  dicomPhantom({
    modality: 'DX',
    patientName: `${person.family}^${person.given}`,
    patientId: person.id,
    elements: [{ tag: 0x00100030, vr: 'DA', value: person.born }, ...elements],
  })

/** Whether bytes hold a word of what was planted. */
export const holds = (bytes: Uint8Array): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return planted.some((word) =>
    (['utf8', 'utf16le'] as const).some((encoding) => buffer.includes(Buffer.from(word, encoding))),
  )
}
export const anyPlanted = new RegExp(planted.join('|'))

export async function everyFile(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
}

/** Files below the folder that hold what was planted, in their bytes or their name, by their paths there. */
export async function naming(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const path of await everyFile(folder)) {
    const below = relative(folder, path).split(sep).join('/')
    if (holds(Buffer.from(below)) || holds(await readFile(path))) found.push(below)
  }
  return found.sort()
}
