// npm run smoke -- FOLDER: does the three main jobs in the packed program. docs/electron.md lists what this must show.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { checkFuses, packedBinary, setFuses } from '../packaging/fuses.mjs'
import { root } from './install.mjs'
import { node24 } from './node24.mjs'

const packed = resolve(process.argv[2])
await checkFuses(packedBinary(packed))
const folder = mkdtempSync(join(tmpdir(), 'fractureguard-smoke-'))
try {
  // Playwright drives Electron through the debugger that a fuse keeps shut: a copy has this one open, and is driven.
  const copy = join(folder, 'packed')
  cpSync(packed, copy, { recursive: true, verbatimSymlinks: true })
  const binary = packedBinary(copy)
  await setFuses(binary, { [FuseV1Options.EnableNodeCliInspectArguments]: true })
  const run = spawnSync(node24(), [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'packed'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FRACTUREGUARD_PACKED: binary },
  })
  process.exitCode = run.status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
