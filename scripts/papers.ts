// npm run papers [-- FOLDER]: what goes along with every package: THIRD_PARTY.md and an SBOM (CycloneDX), into out/papers.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { shippedLicences, type Licences } from './licences.ts'

const lgpl = `Decoding of PNG, JPEG, WebP and TIFF is done by libvips, in the packages @img/sharp-libvips-*, under the LGPL (3 or
later); which libraries are in it, and in which versions, its versions.json says. It is linked dynamically and lies in
the program's folder as files of its own (app.asar.unpacked/node_modules/@img), so that they can be replaced by other
builds of it. Its source and how it is built: https://github.com/lovell/sharp-libvips, the tag of the package's version.
Nothing in FractureGuard's licence forbids to change it for one's own use, or to take it apart to find faults in such
changes.`

/** All packages with their licences, and every text once. */
export function thirdParty({ packages, texts }: Licences): string {
  const rows = packages.map(
    ({ name, version, licence, text }) =>
      `| ${name} | ${version} | ${licence} | ${text === undefined ? '' : `[${text + 1}](#text-${text + 1})`} |`,
  )
  return [
    '# Third-party software in FractureGuard',
    'FractureGuard itself is under the MIT licence. These packages are inside it.',
    '## libvips',
    lgpl,
    '## Packages',
    ['| package | version | licence | text |', '|---|---|---|---|', ...rows].join('\n'),
    '## Texts',
    ...texts.map((text, index) => `### Text ${index + 1}\n\n\`\`\`\n${text.replaceAll('```', "\'\'\'")}\n\`\`\``),
    '',
  ].join('\n\n')
}

type Component = { 'bom-ref': string; group?: string; name: string; version: string }
type Sbom = { components: Component[]; dependencies: { ref: string; dependsOn: string[] }[] }

/**
 * What npm says of the lock file, without what only development needs. (Its own --omit=dev leaves out packages too that
 * development needs as well.) Needs no network.
 */
export function sbom({ packages }: Pick<Licences, 'packages'> = shippedLicences(root)): Sbom {
  const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application']
  const options = { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 2 ** 27 } as const
  const run = spawnSync('npm', args, options)
  if (run.status !== 0) throw new Error(`npm could not make the SBOM: ${run.stderr}`)
  const made = JSON.parse(run.stdout) as Sbom
  const shipped = new Set(packages.map(({ name, version }) => `${name} ${version}`))
  const nameOf = ({ group, name, version }: Component): string => `${group ? `${group}/` : ''}${name} ${version}`
  const components = made.components.filter((component) => shipped.has(nameOf(component)))
  const gone = new Set(made.components.filter((one) => !components.includes(one)).map((one) => one['bom-ref']))
  const dependencies = made.dependencies
    .filter(({ ref }) => !gone.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => !gone.has(other)) }))
  return { ...made, components, dependencies }
}

export function writePapers(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'THIRD_PARTY.md'), thirdParty(shippedLicences(root)))
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom(), null, 1)}\n`)
}

if (import.meta.main) writePapers(process.argv[2] ?? join(root, 'out', 'papers'))
