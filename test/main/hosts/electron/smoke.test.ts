import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { expect, it } from 'vitest'
import { electronBinary } from '../../../../scripts/electron.mjs'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const executablePath = electronBinary()
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
const isBuilt = existsSync(join(root, 'out', 'main', 'electron.js'))

it.skipIf(!executablePath || !hasScreen || !isBuilt)(
  'opens the built page in Electron itself',
  { timeout: 120_000 },
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    const noSandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const env = { ...(process.env as Record<string, string>), FRACTUREGUARD_HOME: home }
    const electron = await _electron.launch({
      ...(executablePath ? { executablePath } : {}),
      args: [...noSandbox, root],
      env,
    })
    try {
      const page = await electron.firstWindow()
      await page.getByText('not a medical device', { exact: false }).first().waitFor()
      expect(page.url()).toMatch(/^fractureguard:\/\/page\//)
      expect(
        await page.evaluate(() => [typeof window.fractureguard, 'require' in window, 'process' in window]),
      ).toEqual(['object', false, false])
    } finally {
      await electron.close()
      await rm(home, { recursive: true, force: true })
    }
  },
)
