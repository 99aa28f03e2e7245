import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const pages = globSync(['*.md', 'docs/*.md'], { cwd: root })

/** Files of the repository that a page names; tests may be named from test/ or test/main/ on. */
function named(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const whole = text.matchAll(/`((?:src|test|bench|scripts|docs|findings|resources)\/[\w./-]+\.\w+)`/g)
  const tests = text.matchAll(/`([\w/-]+\.test\.ts)`/g)
  return [...whole, ...tests].map(([, path]) => path)
}

it.each(pages)('%s names files that are there', (page) => {
  const isThere = (path: string): boolean =>
    ['', 'test', 'test/main'].some((folder) => existsSync(join(root, folder, path)))
  expect(named(page).filter((path) => !isThere(path))).toEqual([])
})

it('the pages name files at all', () => {
  expect(pages.flatMap(named).length).toBeGreaterThan(50)
})
