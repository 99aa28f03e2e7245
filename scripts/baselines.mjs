// Takes the pictures in test/e2e/baselines again from the built page: npm run baselines. Look at each before you commit
// it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './install.mjs'
import { node24 } from './node24.mjs'

const run = spawnSync(
  node24(),
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'browser', 'test/e2e/baselines.test.ts'],
  {
    cwd: root,
    env: { ...process.env, FRACTUREGUARD_BASELINES: 'renew' },
    stdio: 'inherit',
  },
)
process.exitCode = run.status ?? 1
