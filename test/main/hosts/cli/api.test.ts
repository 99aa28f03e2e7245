import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { records, runCli, startCli } from '../../../support/runCli.ts'

describe('keys and serve --api', () => {
  it('let a program in until its key is revoked', async () => {
    const home = await newFolder()
    const [made] = records(await runCli(home, 'keys', 'create', 'tests', '--scope', 'models', '--json'))
    const listed = await runCli(home, 'keys')
    expect(listed.stdout).toContain('tests')
    expect(listed.stdout).not.toContain(String(made!.key).slice(20))
    const served = startCli(home, 'serve', '--api')
    try {
      await expect.poll(() => served.stdout(), { timeout: 60_000 }).toContain('is at http://127.0.0.1:')
      const url = /http:\/\/\S+\/v1\//.exec(served.stdout())![0]
      const status = async () =>
        (await fetch(`${url}models`, { headers: { authorization: `Bearer ${made!.key}` } })).status
      expect(await status()).toBe(200)
      expect((await runCli(home, 'keys', 'revoke', String(made!.id))).code).toBe(0)
      expect(await status()).toBe(401)
      const noted = records(await runCli(home, 'audit', 'list', '--json')).filter(({ action }) => String(action).startsWith('key-')) // prettier-ignore
      expect(noted).toMatchObject([
        { action: 'key-revoked', words: [made!.id, 'models'] },
        { action: 'key-created', words: [made!.id, 'models'] },
      ])
    } finally {
      served.child.kill('SIGTERM')
      await served.done
    }
  }, 120_000)

  it('do what they do also where the audit log cannot be written, and say that it is missing there', async () => {
    const home = await newHome()
    await mkdir(join(home, 'audit.jsonl'))
    const { code, stdout, stderr } = await runCli(home, 'keys', 'create', 'tests', '--scope', 'models')
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^fg_/)])
    expect(stderr).toContain('audit log could not be written')
    const added = await runCli(home, 'connections', 'add', 'node', '--dicom', 'NODE@127.0.0.1:1')
    expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining('audit log could not be written') })
  }, 120_000)

  it('end with code 2 and a sentence where they are used wrongly', async () => {
    const home = await newFolder()
    const certificate = join(home, '..', 'none.pem')
    const runs = [
      ['serve', '--api', '--api-host', '0.0.0.0'],
      ['serve', '--api', '--tls-cert', certificate],
      ['serve', '--behind-proxy'],
      ['keys', 'create', 'a', '--scope', 'everything'],
      ['keys', 'create', 'a'],
    ]
    for (const line of runs) {
      const { code, stderr } = await runCli(home, ...line)
      expect(code, line.join(' ')).toBe(2)
      expect(stderr.length).toBeGreaterThan(20)
    }
    expect((await runCli(home, 'keys', 'revoke', 'none')).code).toBe(1)
    await writeFile(join(home, 'api-keys.json'), 'damaged')
    expect((await runCli(home, 'keys')).code).toBe(1)
  }, 120_000)
})
