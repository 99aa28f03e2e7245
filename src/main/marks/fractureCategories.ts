import { meansNoFracture } from '#shared/noFracture.ts'
import { ProblemError } from '#shared/problem.ts'
import type { MarkFile } from './formats/markFile.ts'

/** A category of the files: how many marks have it, and whether they are taken for fractures. */
export type CategoryUse = { name: string; marks: number; fracture: boolean }

/**
 * Which categories mean a fracture: those that were chosen; else those of which the file says so, or with "fract" in their name, but for names such as
 * `non-fractured`; else the only one that there is. Marks without a category are fractures. Throws `wrong-use` where a
 * chosen one is not there, and `dataset-invalid` where several are there and none of their names says it.
 */
export function fractureCategories(files: readonly MarkFile[], chosen: readonly string[] = []): CategoryUse[] {
  const counts = new Map<string, number>(files.flatMap(({ categories }) => categories.map((name) => [name, 0])))
  for (const { category } of files.flatMap(({ films }) => films.flatMap(({ marks }) => marks)))
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1)
  const names = [...counts.keys()]
  const told = new Set(files.flatMap(({ fractures }) => fractures))
  const fractures = new Set(chosen.length > 0 ? chosenAmong(names, chosen) : byName(names, told))
  return [...counts].map(([name, marks]) => ({ name, marks, fracture: fractures.has(name) }))
}

function chosenAmong(names: readonly string[], chosen: readonly string[]): string[] {
  const wanted = new Set(chosen.map((name) => name.trim().toLowerCase()))
  const found = names.filter((name) => wanted.has(name.trim().toLowerCase()))
  if (new Set(found.map((name) => name.trim().toLowerCase())).size < wanted.size)
    throw new ProblemError('marks-category-unknown', { where: names.slice(0, 20).join(', ') })
  return found
}

function byName(names: readonly string[], told: ReadonlySet<string>): string[] {
  const possible = names.filter((name) => !meansNoFracture(name) || name === '0')
  const telling = possible.filter((name) => told.has(name) || /fract/i.test(name))
  if (telling.length > 0 || possible.length < 2) return telling.length > 0 ? telling : possible
  throw new ProblemError('marks-categories-unclear', { where: names.slice(0, 20).join(', ') })
}
