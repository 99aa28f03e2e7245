import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where packages put the server: Debian and Ubuntu, Fedora, Homebrew on either processor. */
const places = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt']
const serverFolder = (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))

/** The folder with `initdb` and `postgres`, the newest; undefined where there is none. */
export function postgresFolder() {
  const named = process.env.FRACTUREGUARD_POSTGRES
  const versions = places
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((version) => join(place, version, 'bin')))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const onPath = (process.env.PATH ?? '').split(delimiter)
  return [...(named ? [named] : []), ...versions, ...onPath].find(serverFolder)
}

/**
 * With --install, PostgreSQL is installed where it is missing: from Debian's packages, which takes root. Throws where
 * that does not go.
 */
export function providePostgres(install) {
  if (!postgresFolder() && install) {
    const apt = (...args) =>
      execFileSync('apt-get', ['-qq', '-y', ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update')
    apt('install', '--no-install-recommends', 'postgresql')
  }
  return postgresFolder()
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const folder = providePostgres(process.argv.includes('--install'))
    if (folder) console.log(folder)
    else if (process.argv.includes('--install')) throw new Error('PostgreSQL was installed and is not to be found.')
  } catch (error) {
    console.error(error.stderr?.toString() ?? error.message)
    process.exitCode = 1
  }
}
