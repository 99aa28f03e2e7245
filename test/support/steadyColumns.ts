import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'

/** The lines of a report without the columns that are different each time. */
export async function steadyColumns(path: string): Promise<string[][]> {
  const lines: string[][] = parse(await readFile(path, 'utf8'))
  const times = ['read_at', 'milliseconds'].map((name) => lines[0].indexOf(name))
  if (times.includes(-1)) throw new Error('A column is missing.')
  return lines.map((line) => line.filter((_, i) => !times.includes(i)))
}
