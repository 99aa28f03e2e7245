import { execFileSync } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Connections, objectFile } from '#main/pacs/index.ts'
import { sameContent } from '#main/pacs/objects/sameContent.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newHome } from '../../support/home.ts'
import { runCli } from '../../support/runCli.ts'

const node = { name: 'archive', kind: 'dicom', aeTitle: 'ARCHIVE', host: 'pacs.example', port: 104 }
const web = { name: 'web', kind: 'dicomweb', url: 'https://pacs.example/dicom-web', user: 'reader', secret: 'hush' }

describe('connections', () => {
  it('are kept for their user alone, in the order of their names, and go with their secrets', async () => {
    const home = await newHome()
    const connections = new Connections(home)
    expect(await connections.list()).toEqual([])
    await connections.add(web)
    expect(await connections.add(node)).toEqual({ ...node, callingAeTitle: 'FRACTUREGUARD' })
    expect((await connections.list()).map(({ name }) => name)).toEqual(['archive', 'web'])
    const file = join(home, 'connections.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await expect(connections.add(node)).rejects.toMatchObject({ id: 'connection-name-taken' })
    await connections.remove('web')
    expect(await readFile(file, 'utf8')).not.toContain('hush')
    await expect(connections.get('web')).rejects.toMatchObject({ id: 'connection-unknown' })
    await writeFile(file, '{')
    await expect(connections.list()).rejects.toMatchObject({ id: 'connections-damaged' })
    await expect(connections.add(web)).rejects.toMatchObject({ id: 'connections-damaged' })
  })

  it('that are added at once are all kept', async () => {
    const home = await newHome()
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => new Connections(home).add({ ...node, name: `archive-${i}` })),
    )
    expect(await new Connections(home).list()).toHaveLength(12)
  })

  it.each([
    [{ ...node, name: 'Archive' }],
    [{ ...node, aeTitle: 'SEVENTEEN-LETTERS' }],
    [{ ...node, aeTitle: 'BACK\\SLASH' }],
    [{ ...node, port: 70_000 }],
    [{ ...web, url: 'ftp://pacs.example/' }],
    [{ ...web, url: 'https://user:word@pacs.example/' }],
    [{ ...web, url: 'https://pacs.example/?x=1' }],
  ])('that cannot be are refused: %o', async (given) => {
    await expect(new Connections(await newHome()).add(given)).rejects.toMatchObject({ id: 'connection-impossible' })
  })

  it('send no secret unencrypted, but to this machine', async () => {
    const connections = new Connections(await newHome())
    const plain = { ...web, url: 'http://pacs.example/dicom-web' }
    await expect(connections.add(plain)).rejects.toMatchObject({ id: 'connection-secret-unencrypted' })
    const { secret: _, ...open } = plain
    await connections.add(open)
    await connections.add({ ...web, name: 'here', url: 'http://127.0.0.1:8042/dicom-web' })
  })

  it('tell no secret on the command line', async () => {
    const home = await newHome()
    const file = join(home, 'secret.txt')
    await writeFile(file, 'hush\n')
    const added = await runCli(home, 'connections', 'add', 'web', '--dicomweb', web.url, '--user', 'reader', '--secret-file', file) // prettier-ignore
    expect(added.code).toBe(0)
    for (const run of [added, await runCli(home, 'connections'), await runCli(home, 'connections', 'list', '--json')])
      expect(run.stdout).toMatch(/reader/)
    const all = [added, await runCli(home, 'connections', '--json')].map(({ stdout, stderr }) => stdout + stderr)
    expect(all.join('')).not.toContain('hush')
    expect(await readFile(join(home, 'audit.jsonl'), 'utf8')).not.toContain('hush')
    expect((await runCli(home, 'connections', 'add', 'both')).code).toBe(2)
    expect((await runCli(home, 'pacs', 'query', 'nowhere')).code).toBe(1)
  })
})

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  it('holds nothing up: as a film that is sent, and as a secret', async () => {
    const home = await newHome()
    const pipe = join(home, 'pipe')
    execFileSync('mkfifo', [pipe])
    await expect(objectFile(pipe)).rejects.toMatchObject({ id: 'path-no-regular-file' })
    const added = await runCli(home, 'connections', 'add', 'web', '--dicomweb', web.url, '--secret-file', pipe)
    expect(added.code).not.toBe(0)
    expect(await new Connections(home).list()).toEqual([])
  })
})

describe('the same content', () => {
  const plain = { patientName: 'Roe^Jane', patientId: '7' }
  it('is it in another encoding, and with other pixels’ encoding', () => {
    const one = dicomPhantom(plain)
    expect(sameContent(one, dicomPhantom({ ...plain, transferSyntax: '1.2.840.10008.1.2' }))).toBe(true)
    expect(sameContent(one, dicomPhantom({ ...plain, preamble: true }))).toBe(true)
  })

  it('is not where a value differs, or one is missing', () => {
    expect(sameContent(dicomPhantom(plain), dicomPhantom({ ...plain, patientName: 'Roe^Joan' }))).toBe(false)
    expect(sameContent(dicomPhantom(plain), dicomPhantom({ patientName: 'Roe^Jane' }))).toBe(false)
    expect(() => sameContent(dicomPhantom(plain), new Uint8Array(10))).toThrow(/not valid DICOM/)
  })
})
