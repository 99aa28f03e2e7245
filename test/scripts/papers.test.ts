import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { shippedLicences } from '../../scripts/licences.ts'
import { sbom, thirdParty } from '../../scripts/papers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

it('every package that ships has the text of its licence, and stands in the SBOM', { timeout: 120_000 }, () => {
  const licences = shippedLicences(root)
  expect(licences.packages.filter(({ text }) => text === undefined).map(({ name }) => name)).toEqual([])
  const page = thirdParty(licences)
  expect(page).toContain('GNU LESSER GENERAL PUBLIC LICENSE')
  expect(page).toMatch(/\| @img\/sharp-libvips-linux-x64 \| [\d.]+ \| LGPL-3\.0-or-later \| \[\d+\]/)
  const listed = new Set(
    sbom(licences).components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name} ${version}`),
  )
  const missing = licences.packages.filter(({ name, version }) => !listed.has(`${name} ${version}`))
  expect(missing.map(({ name, version }) => `${name} ${version}`)).toEqual([])
})
