import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
const filesIn = (part: string): string[] =>
  [...part.matchAll(/`((?:src|scripts)\/[^`*]+\.\w+)`/g)].map(([, file]) => file)

const walks = text
  .split(/^### /m)
  .slice(1)
  .map((walk) => [walk.split('\n', 1)[0], filesIn(walk)] as const)

it('there are five walks', () => {
  expect(walks).toHaveLength(5)
})

describe.each(walks)('%s', (_, files) => {
  it('names at most fifteen files', () => {
    expect(files.length).toBeGreaterThan(4)
    expect(files.length).toBeLessThanOrEqual(15)
  })

  it('names files that are there', () => {
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})
