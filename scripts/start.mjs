import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { obtainElectron } from './electron.mjs'
import { install, root } from './install.mjs'
import { node24 } from './node24.mjs'

const usage = `npm start [-- OPTIONS]

Opens FractureGuard: in its own window (Electron) where that can be had, otherwise in the browser.

  --browser     open in the browser although Electron is there
  --electron    try again to download Electron where that failed before
  --no-open     only print the address; for servers without a screen
  --port N      port of the browser host on 127.0.0.1 (default: any free one)
  --root FOLDER in the browser: folder that the page may reach; may be repeated (default: your home folder)
  --help        this text`

function options() {
  const { values } = parseArgs({
    options: {
      browser: { type: 'boolean', default: false },
      electron: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string' },
      root: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  // npm takes `npm start --no-open`, without the `--` before it, for a setting of its own and hands it on in the
  // environment.
  if (process.env.npm_config_open === '' || process.env.npm_config_open === 'false') values['no-open'] = true
  return values
}

/**
 * Runs until the program ends. A signal to this process is passed on, and is then no failure; the channel tells of its
 * sudden death.
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    let asked = false
    const end = (signal) => {
      asked = true
      child.kill(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal))
    endWithNpm(() => end('SIGTERM'))
    child.on('error', reject)
    child.on('exit', (code) => resolve(asked ? 0 : (code ?? 1)))
  })
}

/**
 * A signal that ends npm ends the shell between npm and this process as well, and nobody passes it on: what is left is
 * a new parent.
 */
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    end()
  }, 500)
  watch.unref()
}

const failsToStartWithinMs = 10_000

const hasScreen = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)

/** True where Electron ran and was left by its user; false, with a sentence said, where it cannot be had. */
async function inOwnWindow(again) {
  if (!hasScreen()) {
    console.log('There is no screen here, so FractureGuard runs in the browser.')
    return false
  }
  const binary = await obtainElectron({ again })
  if (!binary) {
    console.log('Electron is not on this machine and could not be downloaded, so FractureGuard opens in the browser.')
    return false
  }
  const startedAt = Date.now()
  if ((await run(binary, [root])) === 0 || Date.now() - startedAt > failsToStartWithinMs) return true
  console.log('Electron could not start here, so FractureGuard opens in the browser.')
  return false
}

async function start({ browser, electron, port, root: roots, 'no-open': noOpen }) {
  install()
  const built = build()
  if (!built.ok) throw new Error(`The program could not be built:\n${built.output}`)

  const wantsBrowser = browser || noOpen || port !== undefined || roots.length > 0
  if (!wantsBrowser && (await inOwnWindow(electron))) return 0
  const serve = [join(root, 'bin', 'fractureguard'), 'serve']
  if (noOpen || !hasScreen()) serve.push('--no-open')
  if (port !== undefined) serve.push('--port', port)
  // npm runs this in the program's own folder.
  for (const folder of roots) serve.push('--root', resolve(process.env.INIT_CWD ?? '.', folder))
  return run(node24(), serve)
}

try {
  const chosen = options()
  if (chosen.help) console.log(usage)
  else process.exitCode = await start(chosen)
} catch (error) {
  const isWrongUse = error.code?.startsWith('ERR_PARSE_ARGS')
  console.error(isWrongUse ? `${error.message}\n\n${usage}` : error.message)
  process.exitCode = isWrongUse ? 2 : 1
}
