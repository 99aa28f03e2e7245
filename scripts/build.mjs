import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { node24 } from './node24.mjs'

const stamp = join(root, 'out', '.built-from')

/** One hash over everything that the build reads. */
function sourceHash() {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of [
    ...files,
    ...['package-lock.json', 'package.json', 'electron.vite.config.ts'].map((name) => join(root, name)),
  ]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Builds the page and the Electron program into out/, if the sources have changed since.
 * @returns {{ ok: boolean, output: string }} what the build tool said.
 */
export function build() {
  const now = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return { ok: true, output: '' }
  rmSync(stamp, { force: true })
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const run = spawnSync(node24(), [tool, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  const ok = run.status === 0
  if (ok) writeFileSync(stamp, now)
  return { ok, output: `${run.stdout ?? ''}${run.stderr ?? ''}` }
}
