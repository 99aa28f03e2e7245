import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isLocked, lockWithin, tryLock } from '#main/locks/index.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { newFolder } from '../../support/folder.ts'
import { holdLock } from '../../support/holdLock.ts'

const newPath = async (): Promise<string> => join(await newFolder(), 'a.lock')
afterEach(() => vi.restoreAllMocks())

describe('a lock', () => {
  it('is had once in a program, and leaves nothing', async () => {
    const path = await newPath()
    const release = tryLock(path)
    expect(release).toBeDefined()
    expect(tryLock(path)).toBeUndefined()
    expect(isLocked(path)).toBe(true)
    release!()
    release!()
    expect(isLocked(path)).toBe(false)
    expect(await readdir(join(path, '..'))).toEqual([])
    tryLock(path)!()
  })

  it('is given back where its file cannot be removed', async () => {
    const path = await newPath()
    const steps = new FailingSteps(join(path, '..'))
    try {
      const release = tryLock(path)
      steps.arm(1)
      expect(() => release!()).not.toThrow()
      expect(steps.names).toEqual(['rmSync'])
    } finally {
      steps.restore()
    }
    expect(isLocked(path)).toBe(false)
    tryLock(path)!()
  })

  it('is had once among programs, and free as soon as its holder is killed', async () => {
    const path = await newPath()
    const other = await holdLock(path)
    expect(isLocked(path)).toBe(true)
    expect(tryLock(path)).toBeUndefined()
    await other.kill()
    expect(existsSync(path)).toBe(true)
    expect(isLocked(path)).toBe(false)
    const release = tryLock(path)
    expect(release).toBeDefined()
    release!()
    expect(existsSync(path)).toBe(false)
  })

  it('asks no clock and no process id', async () => {
    const path = await newPath()
    const other = await holdLock(path)
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 400 * 24 * 3600 * 1000)
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('no such process'), { code: 'ESRCH' })
    })
    expect(isLocked(path)).toBe(true)
    expect(tryLock(path)).toBeUndefined()
    await other.kill()
    vi.spyOn(process, 'kill').mockReturnValue(true)
    expect(isLocked(path)).toBe(false)
    tryLock(path)!()
  })

  it('is never had twice when programs press for it', async () => {
    const path = await newPath()
    const press = (): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, [
        join(import.meta.dirname, '../../support/lockPresser.ts'),
        path,
        `${path}.mark`,
        '1000',
      ])
    const runs = (await Promise.all([press(), press(), press()])).map(({ stdout }) => JSON.parse(stdout))
    for (const run of runs) expect(run).toMatchObject({ together: 0 })
    expect(Math.min(...runs.map(({ held }) => held))).toBeGreaterThanOrEqual(20)
  }, 60_000)

  it('is waited for', async () => {
    const path = await newPath()
    const release = tryLock(path)!
    expect(await lockWithin(path, 30)).toBeUndefined()
    const waiting = lockWithin(path, 60_000)
    release()
    ;(await waiting)!()
  })

  it('says why it cannot be made', async () => {
    const folder = await newFolder()
    await writeFile(join(folder, 'file'), '')
    expect(() => tryLock(join(folder, 'gone', 'a'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(() => tryLock(join(folder, 'file', 'a'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }))
  })

  it('holds on this machine where a network drive knows no locks', async () => {
    // Taken for a drive: temporary files are where such a lock lies else.
    const path = join(process.cwd(), 'node_modules', '.cache', `drive-${process.pid}.lock`)
    await mkdir(join(path, '..'), { recursive: true })
    const exec = DatabaseSync.prototype.exec
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
      if (this.location() === path) throw Object.assign(new Error('disk I/O error'), { errcode: 3850 })
      exec.call(this, sql)
    })
    const release = tryLock(path)!
    expect(tryLock(path)).toBeUndefined()
    expect(isLocked(path)).toBe(true)
    release()
    tryLock(path)!()
    expect(existsSync(path)).toBe(false)
  })
})
