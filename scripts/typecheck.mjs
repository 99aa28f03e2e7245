// node scripts/typecheck.mjs: checks the whole tree, then each zone with no more than it may see.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './install.mjs'

/** `.` has tests and tools too, and knows Node and the browser; main has no DOM, the page no Node, shared neither. */
const projects = ['.', 'src/shared', 'src/main', 'src/preload', 'src/renderer']

const failed = projects.filter((project) => {
  const checker = join(root, 'node_modules/vue-tsc/bin/vue-tsc.js')
  return spawnSync(process.execPath, [checker, '--noEmit', '-p', project], { cwd: root, stdio: 'inherit' }).status !== 0
})
process.exitCode = failed.length > 0 ? 1 : 0
