// node scripts/on-node24.mjs FILE ARGS…: runs FILE under Node 24, whichever Node this is.
import { spawnSync } from 'node:child_process'
import { node24 } from './node24.mjs'

try {
  const run = spawnSync(node24(), process.argv.slice(2), { stdio: 'inherit' })
  if (run.error) throw run.error
  process.exitCode = run.status ?? 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
