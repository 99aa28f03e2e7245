import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { attachUnwritable } from '#main/databases/index.ts'
import { newFolder } from '../../support/folder.ts'

it('reads what a program that was killed has written, and writes nothing beside it', async () => {
  const folder = await newFolder()
  const file = join(folder, 'a.sqlite')
  // A program that was killed closes nothing: the last row lies in the log alone.
  const killed = new DatabaseSync(file)
  killed.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE said (word TEXT)')
  killed.exec("INSERT INTO said VALUES ('kept')")
  const before = await readdir(folder)
  const copies = async () => (await readdir(tmpdir())).filter((name) => /^fractureguard-\w{6}$/.test(name))
  const others = await copies()
  const db = new DatabaseSync(':memory:')
  const detach = attachUnwritable(db, file)
  expect(
    db
      .prepare('SELECT word FROM kept.said')
      .all()
      .map(({ word }) => word),
  ).toEqual(['kept'])
  detach()
  expect([await readdir(folder), await copies()]).toEqual([before, others])
  killed.close()
  const again = attachUnwritable(db, file)
  expect(db.prepare('SELECT count(*) AS rows FROM kept.said').get()).toEqual(expect.objectContaining({ rows: 1 }))
  again()
  db.close()
})

it('throws where there is no database', async () => {
  const db = new DatabaseSync(':memory:')
  expect(() => attachUnwritable(db, join('none', 'b.sqlite'))).toThrow()
  db.close()
})
