import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')

/** Rows of the recipes: a file, what to add, and what the part that is followed has in it. */
const rows = text
  .split(/^### /m)
  .slice(1)
  .flatMap((recipe) => {
    const name = recipe.split('\n', 1)[0]
    return [...recipe.matchAll(/^\| `([^`]+)` \|[^|]*\| `([^`]+)` \|$/gm)].map(
      ([, file, found]) => [name, file, found] as const,
    )
  })

it('every recipe has rows', () => {
  const recipes = [...text.matchAll(/^### (.*)$/gm)].map(([, name]) => name)
  expect(recipes.length).toBeGreaterThanOrEqual(7)
  expect([...new Set(rows.map(([name]) => name))]).toEqual(recipes)
})

it.each(rows)('%s: %s has %s', (_, file, found) => {
  expect(existsSync(join(root, file))).toBe(true)
  expect(readFileSync(join(root, file), 'utf8')).toContain(found)
})

it('the commands that it names are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  for (const [, name] of text.matchAll(/npm run ([a-z]+)/g)) expect(Object.keys(scripts)).toContain(name)
})
