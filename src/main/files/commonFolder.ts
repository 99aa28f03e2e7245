import { dirname, join, parse, sep } from 'node:path'

/** The deepest folder above all files; undefined where there are none, or they lie on different drives. */
export function commonFolder(files: readonly string[]): string | undefined {
  const folders = files.map(dirname)
  const [root, ...others] = new Set(folders.map((folder) => parse(folder).root))
  if (root === undefined || others.length > 0) return undefined
  const parts = folders.map((folder) => folder.slice(root.length).split(sep))
  const [first] = parts
  const differs = first.findIndex((part, depth) => parts.some((other) => other[depth] !== part))
  return join(root, ...first.slice(0, differs === -1 ? first.length : differs))
}
