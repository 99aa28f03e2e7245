import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')

const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/**
 * True when node_modules holds what package-lock.json names. npm leaves its own list there when an installation is
 * complete.
 */
function isInstalled() {
  const listing = join(modules, '.package-lock.json')
  if (!existsSync(listing)) return false
  const wanted = read(join(root, 'package-lock.json'))
  const present = read(listing)
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    return found
      ? found.version === entry.version && found.integrity === entry.integrity
      : Boolean(entry.optional || entry.devOptional)
  })
}

/**
 * Windows lets a running program be renamed but not removed, and the Node at work may be the one inside node_modules.
 */
function stepOffOwnNode() {
  if (process.platform !== 'win32' || relative(modules, process.execPath).startsWith('..')) return
  const aside = join(root, '.cache', 'previous-node.exe')
  mkdirSync(dirname(aside), { recursive: true })
  rmSync(aside, { force: true })
  renameSync(process.execPath, aside)
}

function npm(args) {
  const options = { cwd: root, encoding: 'utf8' }
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return spawnSync(process.env.npm_node_execpath ?? process.execPath, [cli, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|CERT|network/

/**
 * Brings node_modules in line with package-lock.json, if it is not so already. Packages' own install scripts stay off
 * (.npmrc).
 * @throws {Error} with a sentence for a person.
 */
export function install() {
  if (isInstalled()) return
  console.log('Installing what the program needs (once; some 400 MB of packages) …')
  stepOffOwnNode()
  const run = npm(['ci', '--no-progress', '--loglevel=error'])
  if (run.status === 0) return
  const said = `${run.error?.message ?? ''}${run.stderr ?? ''}`.trim()
  if (run.error?.code === 'ENOENT') throw new Error('npm was not found; it comes with Node and must be on the PATH.')
  if (unreachable.test(said)) {
    throw new Error(
      `npm could not reach its registry. Check the network (and npm's proxy setting), then try again. (${reason(said)})`,
    )
  }
  throw new Error(`The packages could not be installed. npm said:\n${said.split('\n').slice(-20).join('\n')}`)
}

const reason = (said) => unreachable.exec(said)[0]
