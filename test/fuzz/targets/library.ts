import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Library } from '#main/library/index.ts'
import type { FileHeader } from '#shared/film.ts'
import { newFolder } from '../../support/folder.ts'
import type { Target } from '../target.ts'

const hash = 'b'.repeat(64)
const header: FileHeader = {
  format: 'png',
  rows: 2,
  columns: 3,
  frames: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: true,
  photometric: 'GREY',
  lossy: false,
  spacing: { calibration: 'none' },
}

function fill(library: Library): void {
  library.remember({ path: '/films/a.png', name: 'a.png', header })
  library.setFingerprint('/films/a.png', hash)
  library.review(hash, 0, 'agree')
  library.saveAnnotations(hash, [])
  library.saveMarks(hash, { frame: 0, reader: '', answer: 'none', marks: [] })
}

/** SQLite's file, opened, read and written as at a start of the program. */
export const library: Target = {
  name: 'SQLite',
  seeds: async () => {
    const path = join(await newFolder(), 'library.sqlite')
    const kept = new Library(path)
    fill(kept)
    kept.close()
    return [await readFile(path)]
  },
  start: async (folder) => {
    const path = join(folder, 'library.sqlite')
    return {
      take: async (bytes) => {
        for (const name of await readdir(folder)) await rm(join(folder, name), { force: true })
        await writeFile(path, bytes)
        const kept = new Library(path)
        try {
          kept.worklist()
          kept.judged()
          kept.marks(hash, 'starter')
          kept.keptMarks()
          kept.annotations(hash)
          fill(kept)
          return kept.problem?.code ?? 'read'
        } finally {
          kept.close()
        }
      },
    }
  },
}
