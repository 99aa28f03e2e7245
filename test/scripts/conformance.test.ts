import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conformancePage } from '../../scripts/conformance.ts'

it('is the committed page; if not, run scripts/conformance.ts', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../docs/conformance.md'), 'utf8')
  expect(committed.replaceAll('\r\n', '\n')).toBe(conformancePage())
})
