import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newHome } from '../../../support/home.ts'
import { startCliIn } from '../../../support/runCli.ts'

const run = (home: string, environment: NodeJS.ProcessEnv) =>
  startCliIn({ NODE_COMPILE_CACHE: undefined, ...environment }, home, 'models', 'list').done

describe('compiled code', () => {
  it(
    'is kept in the folder of the data once there is one, and used by the next command',
    { timeout: 120_000 },
    async () => {
      const home = join(await newHome(), 'new')
      const code = join(home, 'code')
      const first = await run(home, {})
      expect(existsSync(code)).toBe(false)
      const second = await run(home, {})
      const kept = readdirSync(code, { recursive: true }).length
      expect(kept).toBeGreaterThan(100)
      expect(await run(home, {})).toEqual(second)
      expect(second).toEqual(first)
      // Nothing new was compiled.
      expect(readdirSync(code, { recursive: true })).toHaveLength(kept)
      // What is damaged there is compiled again.
      const files = readdirSync(code, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      for (const [i, { parentPath, name }] of files.entries()) {
        const path = join(parentPath, name)
        const bytes = readFileSync(path)
        if (i % 3 === 0) writeFileSync(path, bytes.subarray(0, bytes.length >> 1))
        else if (i % 3 === 1) writeFileSync(path, Buffer.alloc(bytes.length))
        else writeFileSync(path, bytes.fill(i, bytes.length >> 1, (bytes.length >> 1) + 8))
      }
      expect(await run(home, {})).toEqual(second)
    },
  )

  it('is kept elsewhere where Node was told so', { timeout: 120_000 }, async () => {
    const [home, elsewhere] = [await newHome(), join(await newHome(), 'elsewhere')]
    await run(home, { NODE_COMPILE_CACHE: elsewhere })
    await run(home, { NODE_COMPILE_CACHE: elsewhere })
    expect(existsSync(join(home, 'code'))).toBe(false)
    expect(readdirSync(elsewhere)).not.toHaveLength(0)
  })
})
