import { dirname, extname, relative, resolve, sep } from 'node:path'
import { classFolders, type LabelledFiles } from './classFolders.ts'
import { readManifest } from './manifest.ts'

export type Source = LabelledFiles & {
  /** The folder that names of files are relative to. */
  root: string
  /** Files of a manifest that lie outside its folder. */
  outsideFolder: number
  /** Files that were left out by request. */
  leftOut: number
}

/**
 * The labelled films of a folder with class folders, or of a manifest (a file whose name ends in `.csv`), less those
 * that are to be left out. Throws `not-found` or `dataset-invalid`.
 */
export async function openSource(path: string, leaveOut: readonly string[] = []): Promise<Source> {
  const whole = await sourceOf(path)
  const unwanted = new Set(leaveOut)
  const files = whole.files.filter((file) => !unwanted.has(nameWithin(whole.root, file.path)))
  return { ...whole, files, leftOut: whole.files.length - files.length }
}

async function sourceOf(path: string): Promise<Omit<Source, 'leftOut'>> {
  const source = resolve(path)
  if (extname(source).toLowerCase() === '.csv') return { root: dirname(source), ...(await readManifest(source)) }
  return { root: source, outsideFolder: 0, ...(await classFolders(source)) }
}

/** The same on every machine: relative, with `/`. */
export function nameWithin(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
