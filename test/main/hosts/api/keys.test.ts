import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ApiKeys } from '#main/hosts/api/keys.ts'
import { RateLimit } from '#main/hosts/api/rateLimit.ts'
import { isLoopback } from '#main/hosts/api/loopback.ts'
import { newFolder } from '../../../support/folder.ts'

describe('keys of the API', () => {
  it('are told once; what is kept is a hash, for its user alone', async () => {
    const home = await newFolder()
    const keys = new ApiKeys(home)
    const { key, about } = await keys.create({ name: 'ward 3', scopes: ['readings'] })
    const kept = await readFile(join(home, 'api-keys.json'), 'utf8')
    expect(kept).not.toContain(key)
    expect(kept).not.toContain(key.split('_')[2])
    if (process.platform !== 'win32') expect((await stat(join(home, 'api-keys.json'))).mode & 0o777).toBe(0o600)
    expect(await keys.list()).toEqual([about])
    expect(Object.keys(about)).not.toContain('sha256')
    expect(await keys.callerOf(key)).toEqual({ keyId: about.id, scopes: ['readings'] })
  })

  it('are nobody’s where they are wrong, revoked or out of date', async () => {
    const keys = new ApiKeys(await newFolder())
    const { key, about } = await keys.create({ name: 'a', scopes: ['models'], days: 2 })
    const other = await keys.create({ name: 'b', scopes: ['models'] })
    const swapped = `fg_${about.id}_${other.key.split('_').slice(2).join('_')}`
    for (const wrong of ['', 'fg_', key.slice(0, -1), `${key}A`, swapped, `fg_000000000000_${'A'.repeat(43)}`])
      expect(await keys.callerOf(wrong), wrong).toBeUndefined()
    expect(await keys.callerOf(key, new Date(Date.now() + 47 * 3_600_000))).toBeDefined()
    expect(await keys.callerOf(key, new Date(Date.now() + 49 * 3_600_000))).toBeUndefined()
    const revoked = await keys.revoke(about.id, new Date(0))
    expect(revoked.revokedAt).toBe('1970-01-01T00:00:00.000Z')
    expect((await keys.revoke(about.id)).revokedAt).toBe(revoked.revokedAt)
    expect(await keys.callerOf(key)).toBeUndefined()
    expect(await keys.callerOf(other.key)).toBeDefined()
    await expect(keys.revoke('none')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('that are made and revoked at one time are all there, and none comes back', async () => {
    const home = await newFolder()
    const { about } = await new ApiKeys(home).create({ name: 'first', scopes: ['models'] })
    await Promise.all([
      ...Array.from({ length: 5 }, (_, i) => new ApiKeys(home).create({ name: `${i}`, scopes: ['models'] })),
      new ApiKeys(home).revoke(about.id),
    ])
    const all = await new ApiKeys(home).list()
    expect(all).toHaveLength(6)
    expect(all.find(({ id }) => id === about.id)!.revokedAt).toBeDefined()
  })

  it('of a damaged file are none, and are not written over', async () => {
    const home = await newFolder()
    await writeFile(join(home, 'api-keys.json'), '{"formatVersion":1,"keys":[{"id":"x"}]}')
    const keys = new ApiKeys(home)
    await expect(keys.callerOf(`fg_000000000000_${'A'.repeat(43)}`)).rejects.toMatchObject({ code: 'not-readable' })
    await expect(keys.create({ name: 'a', scopes: ['models'] })).rejects.toMatchObject({ code: 'not-readable' })
    expect(await readFile(join(home, 'api-keys.json'), 'utf8')).toContain('"x"')
  })

  it.each(['', 'a'.repeat(101), 'two\nlines', '\u001b[31m'])('are not called %j', async (name) => {
    await expect(new ApiKeys(await newFolder()).create({ name, scopes: ['models'] })).rejects.toMatchObject({
      code: 'wrong-use',
    })
  })
})

describe('a rate limit', () => {
  it('lets so many through a minute, each name by itself, and fills up evenly', () => {
    let now = 0
    const limit = new RateLimit(3, () => now)
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([0, 0, 0, 20])
    expect(limit.take('b')).toBe(0)
    now = 19_000
    expect(limit.take('a')).toBe(1)
    now = 20_000
    expect(limit.take('a')).toBe(0)
    expect(limit.take('a')).toBe(20)
    now = 600_000
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([0, 0, 0, 20])
  })
})

describe('this machine', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.5', false],
    ['localhost.example.org', false],
    ['', false],
  ])('%s: %s', (host, is) => expect(isLoopback(host)).toBe(is))
})
