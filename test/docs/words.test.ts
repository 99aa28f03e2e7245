import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const files = globSync(['README.md', 'CHANGELOG.md', 'package.json', 'docs/**/*.md', 'src/**/*.{ts,vue}'], {
  cwd: root,
})

/** What `docs/words.md` leaves out, and sentences that read as if translated. */
const left = [
  /\banew\b/i,
  /\bgo(es)? on with\b/i,
  /(^|[.:] |['`"*])Of the /,
  /\bTake care\b/,
  /\bbroken off\b/,
  /\btaken over\b/,
  /Mend the/,
  /place where it runs/,
  /\b1 films\b/,
  /Whether that is/,
]

describe('the words of the program', () => {
  it('are those that docs/words.md asks for', () => {
    const found = files
      .filter((file) => file !== 'docs/words.md')
      .flatMap((file) =>
        readFileSync(`${root}/${file}`, 'utf8')
          .split('\n')
          .flatMap((line, index) => (left.some((words) => words.test(line)) ? [`${file}:${index + 1}: ${line}`] : [])),
      )
    expect(files.length).toBeGreaterThan(500)
    expect(found).toEqual([])
  })
})
