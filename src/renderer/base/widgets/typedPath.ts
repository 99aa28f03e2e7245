/** What a person has typed so far: the folder to look in, undefined where none is named yet, and how a name begins. */
export function typedPath(text: string): { folder: string | undefined; begun: string } {
  const end = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'))
  if (end < 0) return { folder: undefined, begun: text }
  // The topmost folder keeps its separator: `/`, `C:\`.
  const isTop = text.search(/[/\\]/) === end && (end === 0 || text[end - 1] === ':')
  return { folder: text.slice(0, isTop ? end + 1 : end), begun: text.slice(end + 1) }
}

const beginsAlike = (name: string, begun: string): boolean => name.toLowerCase().startsWith(begun.toLowerCase())

/** Hidden folders are of interest to whoever types their dot. */
export const namesHidden = (begun: string): boolean => begun.startsWith('.')

/** Those that a person may mean; a folder that is typed to its end is no longer offered. */
export function meant<T extends { name: string }>(places: readonly T[], begun: string, most = 50): T[] {
  const found = places.filter(({ name }) => beginsAlike(name, begun))
  return found.length === 1 && found[0]!.name === begun ? [] : found.slice(0, most)
}

/** A name in a folder, as the folder's own system writes it. */
export function pathIn(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return folder.endsWith(separator) ? folder + name : folder + separator + name
}
