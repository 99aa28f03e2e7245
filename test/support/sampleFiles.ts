import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newFolder } from './folder.ts'

/** A new folder with so many empty files, `0.dcm`, `1.dcm` … */
export async function sampleFiles(count: number): Promise<string> {
  const folder = await newFolder()
  for (let i = 0; i < count; i++) await writeFile(join(folder, `${i}.dcm`), '')
  return folder
}
