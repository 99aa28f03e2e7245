import { readFileSync, writeFileSync } from 'node:fs'

/** Changes a key in an index of a SQLite file that is closed, and not in its row; pages have SQLite's usual 4,096 bytes. */
export function damageIndex(file: string, key: string): void {
  const bytes = readFileSync(file)
  // A leaf of an index begins with 10 (sqlite.org/fileformat2.html, 1.6).
  const page = Array.from({ length: bytes.length / 4096 }, (_, number) => number * 4096).find(
    (start) => bytes[start] === 10 && bytes.subarray(start, start + 4096).includes(key),
  )
  if (page === undefined) throw new Error(`${key} is in no index.`)
  bytes.write('x', bytes.indexOf(key, page) + key.length - 1)
  writeFileSync(file, bytes)
}
