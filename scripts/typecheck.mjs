// node scripts/typecheck.mjs: checks the whole tree, then each zone with no more than it may see.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './install.mjs'

/** `.` has tests and tools too, and knows Node and the browser; main has no DOM, the page no Node, shared neither. */
const projects = ['.', 'src/shared', 'src/main', 'src/preload', 'src/renderer']
/** At the same time; each takes one core and up to 2 GB, and the linter runs beside them. */
const sideBySide = Math.max(1, Math.floor(availableParallelism() / 2))

function check(project) {
  const checker = join(root, 'node_modules/vue-tsc/bin/vue-tsc.js')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [checker, '--noEmit', '-p', project], { cwd: root, stdio: 'inherit' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}

const waiting = [...projects]
async function checkThoseWaiting() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    if (!(await check(project))) process.exitCode = 1
  }
}
await Promise.all(Array.from({ length: sideBySide }, checkThoseWaiting))
