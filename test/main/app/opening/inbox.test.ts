import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Inbox } from '#main/app/opening/inbox.ts'
import { holdLock } from '../../../support/holdLock.ts'
import { newFolder } from '../../../support/folder.ts'

describe('Inbox', () => {
  it('makes files that only their owner can read', async () => {
    const inbox = await Inbox.open(await newFolder())
    const path = await inbox.keepFile()
    expect(await readFile(path, 'utf8')).toBe('')
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('drops its own files and no others', async () => {
    const root = await newFolder()
    const other = join(root, 'other')
    await writeFile(other, '')
    await mkdir(join(root, 'inbox'))
    const inbox = await Inbox.open(join(root, 'inbox'))
    const path = await inbox.keepFile()
    await inbox.drop(path)
    await inbox.drop(other)
    expect(await readdir(dirname(path))).toEqual([])
    expect(await readdir(root)).toContain('other')
  })

  it('goes when it is closed, and clears what crashed sessions left, and nothing else', async () => {
    const root = await newFolder()
    const [crashed, living, earlier, begun] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const session of [crashed, living, earlier]) await mkdir(join(root, session))
    await writeFile(join(root, crashed, 'film'), 'patient')
    await writeFile(join(root, `${crashed}.lock`), '')
    await writeFile(join(root, `${begun}.lock`), '')
    // Whatever its process id and the clock: a version without locks does not run any more.
    await writeFile(join(root, earlier, 'owner.json'), JSON.stringify({ pid: process.ppid, since: Date.now() }))
    const other = await holdLock(join(root, `${living}.lock`))
    // Of somebody else: letters, a folder that happens to be called like a session, and one with an owner's file.
    const others = ['letter.txt', randomUUID(), 'cur']
    await writeFile(join(root, others[0]), 'Dear')
    await mkdir(join(root, others[1]))
    await writeFile(join(root, others[1], 'letter.txt'), 'Dear')
    await mkdir(join(root, others[2]))
    await writeFile(join(root, others[2], 'owner.json'), '{}')
    const inbox = await Inbox.open(root)
    await inbox.keepFile()
    const alive = [living, `${living}.lock`]
    expect(await readdir(root)).toHaveLength(others.length + alive.length + 2)
    await Inbox.open(root)
    expect(await readdir(root)).toHaveLength(others.length + alive.length + 2)
    await inbox.close()
    expect((await readdir(root)).sort()).toEqual([...alive, ...others].sort())
    expect(await readFile(join(root, others[1], 'letter.txt'), 'utf8')).toBe('Dear')
    await other.kill()
    await Inbox.open(root)
    expect((await readdir(root)).sort()).toEqual([...others].sort())
  })

  it('makes nothing before something is handed over', async () => {
    const root = await newFolder()
    await (await Inbox.open(root)).close()
    expect(await readdir(root)).toEqual([])
  })
})
