// node scripts/on-node24.mjs test/packed/dryPack.ts: packs the whole program with an Electron that runs nothing, and opens
// and reads films with what was packed, on this Node: what was left out of the package is missed here.
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { extractAll } from '@electron/asar'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { writeFakeElectron } from '../support/fakeElectronDist.ts'
import manifest from '../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'fractureguard-dry-pack-'))
const node = (args: readonly string[], env: Record<string, string> = {}): string =>
  execFileSync(process.execPath, args, {
    ...{ cwd: root, encoding: 'utf8', timeout: 600_000, maxBuffer: 2 ** 26 },
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

try {
  const electron = join(folder, 'electron')
  await writeFakeElectron(electron, manifest.devDependencies.electron)
  node([join(root, 'scripts/pack.mjs'), '--dir', '--electron', electron, '--output', join(folder, 'dist')])
  const resources = join(folder, 'dist', 'linux-unpacked', 'resources')
  // Outside the sources' folder, so that nothing is found in its node_modules.
  const program = join(folder, 'program')
  extractAll(join(resources, 'app.asar'), program)
  await cp(join(resources, 'app.asar.unpacked'), program, { recursive: true })

  const phantom = join(folder, 'phantom.dcm')
  await writeFile(phantom, dicomPhantom({ rows: 128, columns: 96 }))
  const films = [phantom, 'resources/samples/IMG0000191.jpg', ...['jpeg2000', 'htj2k', 'jpeg-extended-10bit'].map((name) => `test/fixtures/decode/overshoot-${name}.dcm`)] // prettier-ignore
  for (const film of films) {
    const env = { FRACTUREGUARD_HOME: join(folder, 'home'), FRACTUREGUARD_PROGRAM: program }
    const said = JSON.parse(node([join(root, 'test/e2e/electronBundle.ts'), film], env)) as { exitCode: number; about?: { verdict?: string } } // prettier-ignore
    if (said.exitCode !== 0 || !said.about?.verdict) throw new Error(`${film} was not read: ${JSON.stringify(said)}`)
    process.stdout.write(`${basename(film)}: ${said.about.verdict}\n`)
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
