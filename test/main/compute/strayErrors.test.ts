import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { tooManyErrors } from '#main/compute/strayErrors.ts'
import { ComputeSupervisor, forkCompute } from '#main/supervisor/index.ts'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'

async function strayIn(host: string, kind: string) {
  const home = await newHome()
  const script = fileURLToPath(new URL('../../support/strayHost.ts', import.meta.url))
  const env = { ...process.env, FRACTUREGUARD_HOME: home }
  const ended = await new Promise<{ code: number | string | null | undefined; out: string; said: string }>(
    (resolve) => {
      execFile(process.execPath, [script, host, kind], { env }, (error, out, said) =>
        resolve({ code: error ? error.code : 0, out, said }),
      )
    },
  )
  return { ...ended, log: await readFile(join(home, 'logs', 'fractureguard.log'), 'utf8') }
}

describe('an error that reaches no handler', () => {
  it.each([
    ['cli', 'exception', 1, ''],
    ['cli', 'rejection', 0, 'cli goes on\n'],
    ['browser', 'exception', 0, 'browser goes on\n'],
    ['browser', 'rejection', 0, 'browser goes on\n'],
  ])('in the host %s (%s) is noted and told without its text', { timeout: 60_000 }, async (host, kind, code, out) => {
    const ended = await strayIn(host, kind)
    expect([ended.code, ended.out]).toEqual([code, out])
    expect(ended.said).toContain('Something unexpected went wrong')
    expect(ended.log).toMatch(/"error":"(Type)?Error".*"event":"unexpected"/)
    // It was stopped in order.
    expect(ended.log).toContain('"event":"stopped"')
    expect(ended.said + ended.log).not.toMatch(/Muster/)
  })

  it.each(['exception', 'rejection'])(
    'in the compute process (%s) is told to the parent',
    { timeout: 60_000 },
    async (kind) => {
      const preload = join(await newFolder(), 'stray.mjs')
      const error = `new RangeError('Muster^Anna')`
      const fault = kind === 'exception' ? `throw ${error}` : `void Promise.reject(${error})`
      await writeFile(preload, `process.on('message', () => { setImmediate(() => { ${fault} }) })\n`)
      const unexpected = vi.fn<(method: string, trace: { name: string }) => void>()
      const onEvent = vi.fn()
      const supervisor = new ComputeSupervisor({
        launch: () => forkCompute({ NODE_OPTIONS: `--import=${preload}` }),
        listener: { progress: () => undefined, unexpected },
        onEvent,
      })
      const call = supervisor.service.header(join(await newFolder(), 'missing.dcm'))
      if (kind === 'exception') await call.catch(() => undefined)
      else await expect(call).rejects.toMatchObject({ code: 'not-found' })
      await vi.waitFor(() => expect(unexpected).toHaveBeenCalled(), { timeout: 20_000 })
      expect(unexpected.mock.calls[0]).toEqual(['process', expect.objectContaining({ name: 'RangeError' })])
      expect(JSON.stringify(unexpected.mock.calls)).not.toContain('Muster')
      if (kind === 'exception')
        await vi.waitFor(() => expect(onEvent).toHaveBeenCalledWith('compute-ended'), { timeout: 20_000 })
      await supervisor.close()
    },
  )

  it('ends a program that stays only after many of them', () => {
    let time = 0
    const isTooMuch = tooManyErrors(() => time)
    const once = (kind: 'exception' | 'rejection') => isTooMuch({ kind, trace: { name: 'Error', frames: [] } })
    for (let count = 0; count < 100; count++) expect(once('rejection')).toBe(false)
    for (let count = 0; count < 9; count++) expect(once('exception')).toBe(false)
    time = 3_600_001
    expect(once('exception')).toBe(false)
    for (let count = 0; count < 8; count++) once('exception')
    expect(once('exception')).toBe(true)
  })
})
