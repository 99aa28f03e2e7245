import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { atMost } from '#main/compute/leave.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'

describe.skipIf(process.platform === 'win32')('a process that a drive holds up', () => {
  it.each([
    ['signal', 143],
    ['end', 3],
  ])('still ends, with its exit code: %s', { timeout: 60_000 }, async (way, code) => {
    const pipe = join(await newFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const script = fileURLToPath(new URL('../../support/heldUp.ts', import.meta.url))
    const env = { ...process.env, FRACTUREGUARD_HOME: await newHome() }
    const child = spawn(process.execPath, [script, pipe, way], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      await once(child.stdout, 'data')
      if (way === 'signal') child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([code, null])
    } finally {
      child.kill('SIGKILL')
    }
  })
})

describe('atMost', () => {
  it('waits for work, whatever becomes of it, and for no longer than it may take', async () => {
    await atMost(60_000, Promise.resolve())
    await atMost(60_000, Promise.reject(new Error('no')))
    await atMost(5, new Promise(() => undefined))
  })
})
