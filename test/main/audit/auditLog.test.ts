import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditLog } from '#main/audit/index.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { newFolder } from '../../support/folder.ts'

const hash = 'c'.repeat(64)
let file: string
let anchor: string
let log: AuditLog

beforeEach(async () => {
  const folder = await newFolder()
  file = join(folder, 'audit.jsonl')
  anchor = join(folder, 'library.sqlite')
  log = new AuditLog({ file, anchor, host: 'browser' })
})
afterEach(() => log.close())

const lines = async (): Promise<string[]> => (await readFile(file, 'utf8')).split('\n').filter(Boolean)
const write = (all: readonly string[]): Promise<void> => writeFile(file, all.map((line) => `${line}\n`).join(''))
const kinds = (head?: string): string[] => log.verify(head).faults.map(({ kind, line }) => `${kind} ${line}`)

function fill(count = 5): void {
  for (let frame = 0; frame < count; frame++)
    log.add({ action: 'reading-shown', film: hash, frame, words: ['fracture'] })
}

describe('the audit log', () => {
  it('holds what was done, in order, each entry with the hash of the one before', async () => {
    expect(log.verify()).toEqual({ entries: 0, head: '0'.repeat(64), faults: [] })
    fill(3)
    const { entries, total } = log.page({ from: 0, most: 2 })
    expect(total).toBe(3)
    expect(entries.map(({ entry, action, frame }) => [entry, action, frame])).toEqual([
      [3, 'reading-shown', 2],
      [2, 'reading-shown', 1],
    ])
    expect(entries[0].before).toBe(entries[1].hash)
    expect(log.verify()).toEqual({ entries: 3, head: entries[0].hash, faults: [] })
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('takes no name: what is no hash and no word of the program is refused', () => {
    expect(() => log.add({ action: 'model-exported', words: ['Muster^Anna'] })).toThrow()
    expect(() => log.add({ action: 'reading-shown', film: 'Muster_Anna.dcm' })).toThrow()
    expect(() => log.add({ action: 'made up' as never })).toThrow()
    expect(log.verify().entries).toBe(0)
  })

  it.each<[string, (all: string[]) => string[], string[]]>([
    ['a word changed', (all) => all.with(2, all[2].replace('fracture', 'no-fracture')), ['changed 3']],
    ['a hash changed', (all) => all.with(2, all[2].replace(/.("}?)$/, '0$1').replace(/"hash":"./, '"hash":"0')), ['changed 3', 'missing 4']],
    ['one taken out', (all) => all.toSpliced(2, 1), ['missing 3']],
    ['two exchanged', (all) => [all[0], all[2], all[1], all[3], all[4]], ['missing 2', 'missing 3', 'missing 4']],
    ['one put in twice', (all) => all.toSpliced(2, 0, all[1]), ['missing 3']],
    ['the end cut off', (all) => all.slice(0, 3), ['cut 3']],
    ['all cut off', () => [], ['cut 0']],
    ['white space', (all) => all.with(2, all[2].replace(',', ', ')), ['changed 3']],
    ['another word before the one that is parsed', (all) => all.with(2, all[2].replace('"action":', '"action":"data-cleared","action":')), ['changed 3']],
    ['a line of nothing', (all) => all.toSpliced(2, 0, ''), ['unreadable 3']],
    ['a line that is none', (all) => all.with(1, '{'), ['unreadable 2', 'missing 3']],
  ])('misses nothing: %s', async (_, change, faults) => {
    fill()
    await write(change(await lines()))
    expect(kinds()).toEqual(faults)
    // What comes after it does not hide it.
    log.add({ action: 'program-ended' })
    expect(kinds().length).toBeGreaterThan(0)
  }) // prettier-ignore

  it('knows an end that was added by somebody else, a log whose anchor is gone, and a head that was noted', async () => {
    fill()
    const noted = log.verify().head
    fill(1)
    expect(kinds(noted)).toEqual([])
    expect(kinds('d'.repeat(64))).toEqual(['no-such-head 6'])
    await write([...(await lines()), (await lines()).at(-1)!])
    expect(kinds()).toEqual(['missing 7'])
    const db = new DatabaseSync(anchor)
    db.exec('DELETE FROM audit_head')
    db.close()
    expect(kinds()).toContain('no-anchor 7')
  })

  it('goes on after a program that died between the two writes, or within a line', async () => {
    fill(2)
    const db = new DatabaseSync(anchor)
    const [before] = log.page({ from: 1, most: 1 }).entries
    db.prepare('UPDATE audit_head SET entries = 1, hash = ?').run(before.hash)
    db.close()
    fill(1)
    expect([log.verify().entries, kinds()]).toEqual([3, []])
    await writeFile(file, '{"entry":4,"at', { flag: 'a' })
    fill(1)
    expect(kinds()).toEqual(['unreadable 4'])
  })

  it('is as it was where an entry could not be kept, whichever step failed', () => {
    fill(2)
    const steps = new FailingSteps(dirname(file))
    try {
      steps.arm()
      fill(1)
      const { length } = steps.names
      expect(length).toBeGreaterThan(4)
      for (let at = 1; at <= length; at++) {
        steps.arm(at)
        // What fails while it is taken back again is the disk's last word.
        expect(() => fill(1), steps.names.at(-1)).toThrow()
        steps.disarm()
        expect(kinds()).toEqual([])
      }
    } finally {
      steps.restore()
    }
    fill(1)
    expect([log.verify().entries, kinds()]).toEqual([4, []])
  })

  it('is read and checked where nothing can be written', async () => {
    fill(2)
    log.close()
    const kept = await readFile(anchor)
    // Neither can be opened for writing now.
    await rm(anchor)
    await mkdir(anchor)
    expect(log.page({ from: 0, most: 9 }).total).toBe(2)
    expect(kinds()).toEqual(['no-anchor 2'])
    await rm(anchor, { recursive: true })
    await writeFile(anchor, kept)
    expect(kinds()).toEqual([])
  })

  it('is added to by programs at the same time, without a gap', { timeout: 120_000 }, async () => {
    const script = fileURLToPath(new URL('../../support/auditMany.ts', import.meta.url))
    const others = [1, 2, 3].map(() => promisify(execFile)(process.execPath, [script, file, anchor, '100']))
    fill(100)
    await Promise.all(others)
    expect(log.verify()).toMatchObject({ entries: 400, faults: [] })
  })
})
