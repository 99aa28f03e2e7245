import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'

export type LabelledFile = { path: string; label: number }
export type LabelledFiles = { classNames: string[]; files: LabelledFile[] }

const noFracture = /^(non|no|not|without|un)[-_ ]?fractur|^(normal|negative|healthy|intact|0)$/i

/**
 * Films in one folder a class, at any depth below it. The class without fracture is told by its folder's name and comes first; the others
 * follow by name. Files keep a stable order. Hidden entries are left out, links are not followed. Throws `not-found` or `dataset-invalid`.
 */
export async function classFolders(directory: string): Promise<LabelledFiles> {
  const folders = await subfolders(directory)
  if (folders.length < 2) {
    throw new ProblemError('dataset-invalid', 'This folder needs one folder for each class, such as "Fractured" and "Non-Fractured".')
  }
  const negative = folders.filter((name) => noFracture.test(name))
  if (negative.length !== 1) {
    throw new ProblemError('dataset-invalid', 'Exactly one class folder must be named for films without a fracture, such as "Non-Fractured" or "Normal".')
  }
  const ordered = [negative[0], ...folders.filter((name) => name !== negative[0])]
  const files: LabelledFile[] = []
  for (const [label, folder] of ordered.entries()) {
    const paths = await filesBelow(join(directory, folder))
    if (paths.length === 0) throw new ProblemError('dataset-invalid', 'One of the class folders has no files in it.')
    files.push(...paths.map((path) => ({ path, label })))
  }
  return { classNames: ['No fracture', ...ordered.slice(1).map((name) => (ordered.length === 2 ? 'Fracture' : name))], files }
}

async function subfolders(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name).sort()
  } catch (cause) {
    throw new ProblemError('not-found', 'The folder of labelled films is not there or cannot be read.', { cause })
  }
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true })
  const visible = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  return visible.map((entry) => join(entry.parentPath, entry.name)).sort()
}
