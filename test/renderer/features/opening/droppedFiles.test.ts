// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { chosenFiles, filesIn } from '#renderer/features/opening/droppedFiles.ts'

const file = (name: string, webkitRelativePath = '') =>
  Object.defineProperty(new File([], name), 'webkitRelativePath', { value: webkitRelativePath })

function fileEntry(name: string): FileSystemEntry {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (take: (file: File) => void) => take(file(name)),
  } as unknown as FileSystemEntry
}

/** Hands its children over in parts, as browsers do. */
function folder(name: string, ...children: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const rest = [...children]
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(rest.splice(0, 2)) }
  }
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}

describe('filesIn', () => {
  it('walks folders to the bottom, in name order, numbers by their value', async () => {
    const dropped = [
      folder('study', fileEntry('10.dcm'), fileEntry('9.dcm'), folder('a', fileEntry('x.png'))),
      fileEntry('last.jpg'),
    ]
    expect((await filesIn(dropped)).map((found) => found.name)).toEqual(['9.dcm', '10.dcm', 'x.png', 'last.jpg'])
  })

  it('leaves hidden files and folders out', async () => {
    const dropped = [folder('study', fileEntry('.DS_Store'), folder('.git', fileEntry('x')), fileEntry('a.dcm'))]
    expect((await filesIn(dropped)).map((found) => found.name)).toEqual(['a.dcm'])
  })

  it('takes plain files as they are', async () => {
    expect((await filesIn([file('a')])).map((found) => found.name)).toEqual(['a'])
  })
})

describe('chosenFiles', () => {
  it('sorts a chosen folder by path and leaves hidden files out', () => {
    const list = [
      file('2.dcm', 's/2.dcm'),
      file('1.dcm', 's/b/1.dcm'),
      file('x', 's/.cache/x'),
      file('10.dcm', 's/10.dcm'),
    ]
    expect(chosenFiles(list as unknown as FileList).map((found) => found.webkitRelativePath)).toEqual([
      's/2.dcm',
      's/10.dcm',
      's/b/1.dcm',
    ])
  })
})
