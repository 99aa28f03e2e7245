import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import envPaths from 'env-paths'

/**
 * Prints the folder with Orthanc and its DICOMweb plugin, the archive that the tests of fleets ask, as Debian packages it.
 * With --install it is fetched into the user's cache folder where it is missing. It is unpacked and not installed, since
 * Debian's package starts a server that the whole network can reach. The tests run it in a network namespace, for which
 * `unshare` and `ip` must be here.
 */
const packages = ['orthanc', 'orthanc-dicomweb']
const folder = join(envPaths('FractureGuard', { suffix: '' }).cache, 'test-peers', 'orthanc')
const program = join(folder, 'usr/sbin/Orthanc')

const apt = (command: string, args: readonly string[], cwd?: string): string =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
const hasNamespaces = (): boolean => spawnSync('unshare', ['--net', '--map-root-user', 'true']).status === 0
const works = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined

function fetchOrthanc(): void {
  // With what they need and this machine lacks.
  const simulate = (): string => apt('apt-get', ['install', '--simulate', '--no-install-recommends', ...packages])
  let wanted: string
  try {
    wanted = simulate()
  } catch {
    // A machine that never asked for the list of packages knows none.
    apt('apt-get', ['-qq', 'update'])
    wanted = simulate()
  }
  const names = [...wanted.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name)
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  const fetched = mkdtempSync(`${folder}-`)
  try {
    apt('apt-get', ['download', ...names], fetched)
    for (const name of readdirSync(fetched)) {
      apt('dpkg-deb', ['-x', name, 'unpacked'], fetched)
    }
    renameSync(join(fetched, 'unpacked'), folder)
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
}

try {
  if (process.argv.includes('--install')) {
    if (!works('ip')) apt('apt-get', ['-qq', '-y', 'install', '--no-install-recommends', 'iproute2'])
    if (!existsSync(program)) fetchOrthanc()
  }
  if (existsSync(program) && works('ip') && hasNamespaces()) process.stdout.write(`${folder}\n`)
  else if (works('unshare') && !hasNamespaces()) process.stderr.write('This machine allows no network namespaces.\n')
} catch (thrown) {
  const { stderr, message } = thrown as { stderr?: string; message: string }
  process.stderr.write(`${stderr || message}\n`)
  process.exitCode = 1
}
