/** The last part of a path, whichever system's. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path
}

/**
 * The folder that a user chose, from one of its files: its path without the part below the folder. Only where the page
 * knows paths.
 */
export function folderOf(file: File | undefined): string | undefined {
  const path = file && window.fractureguard?.pathOf(file)
  if (!path) return undefined
  // `webkitRelativePath` begins with the folder's own name.
  const below = file.webkitRelativePath.length - file.webkitRelativePath.indexOf('/')
  return path.slice(0, path.length - below)
}
