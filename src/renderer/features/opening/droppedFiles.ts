/** What was dropped: entries to walk where the browser gives them. Must be called while the drop event is handled. */
export function droppedEntries(data: DataTransfer): (FileSystemEntry | File)[] {
  return [...data.items].flatMap((item) => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry() ?? item.getAsFile()
    return entry ? [entry] : []
  })
}

/** All files in what was dropped, folders recursively, in name order; hidden files are left out. */
export async function filesIn(dropped: (FileSystemEntry | File)[]): Promise<File[]> {
  const files: File[] = []
  for (const entry of dropped) {
    if (entry instanceof File) files.push(entry)
    else await walk(entry, files)
  }
  return files
}

async function walk(entry: FileSystemEntry, into: File[]): Promise<void> {
  if (entry.name.startsWith('.')) return
  if (entry.isFile) {
    into.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)))
    return
  }
  const children = await readAll((entry as FileSystemDirectoryEntry).createReader())
  children.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  for (const child of children) await walk(child, into)
}

/** A reader hands over at most a hundred entries a call, and none when it is through. */
async function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** The choice of an `<input type=file>`, in name order; hidden files of a chosen folder are left out. */
export function chosenFiles(list: FileList): File[] {
  const path = (file: File) => file.webkitRelativePath || file.name
  return [...list]
    .filter(
      (file) =>
        !path(file)
          .split('/')
          .some((part) => part.startsWith('.')),
    )
    .sort((a, b) => path(a).localeCompare(path(b), 'en', { numeric: true }))
}
