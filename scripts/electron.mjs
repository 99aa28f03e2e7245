import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './install.mjs'
import { node24 } from './node24.mjs'

const folder = join(root, 'node_modules', 'electron')
const failed = join(root, 'node_modules', '.cache', 'fractureguard', 'electron-not-downloaded')
const reachableWithinMs = 8_000
const downloadedWithinMs = 600_000

/** Path of Electron's own program, or undefined where it has not been downloaded. */
export function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!existsSync(join(folder, 'path.txt')))
    return override && existsSync(join(override, 'electron')) ? join(override, 'electron') : undefined
  const path = join(override ?? join(folder, 'dist'), readFileSync(join(folder, 'path.txt'), 'utf8'))
  return existsSync(path) ? path : undefined
}

async function isReachable() {
  const from =
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/electron/electron'
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return true
  try {
    await fetch(from, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(reachableWithinMs) })
    return true
  } catch {
    return false
  }
}

/**
 * Electron's program, downloaded by Electron's install script if it is not there yet. A failure is remembered until the
 * next installation, so that a machine that cannot download it does not wait for it at each start.
 * @param {{ again: boolean }} options `again` forgets an earlier failure.
 * @returns {Promise<string | undefined>}
 */
export async function obtainElectron({ again }) {
  const present = electronBinary()
  if (present || (existsSync(failed) && !again)) return present
  if (await isReachable()) {
    console.log('Downloading Electron (once; some 120 MB) …')
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
    spawnSync(node24(), [join(folder, 'install.js')], { env, stdio: 'ignore', timeout: downloadedWithinMs })
  }
  const obtained = electronBinary()
  if (!obtained) {
    mkdirSync(dirname(failed), { recursive: true })
    writeFileSync(failed, `${new Date().toISOString()}\n`)
  }
  return obtained
}
