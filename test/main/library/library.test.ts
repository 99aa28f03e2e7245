import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Annotation } from '#shared/annotation.ts'
import { Library } from '#main/library/library.ts'
import { openCopy } from '#main/library/openDatabase.ts'
import { makeFilm } from '../../renderer/support/films.ts'
import { damageIndex } from '../../support/damageIndex.ts'

let folder: string
let file: string
let library: Library

const { header } = makeFilm('a', { patientName: 'Musterfrau^Erika' })
const film = (name: string) => ({ path: `/films/${name}`, name, header })
const reading = { frame: 0, model: { id: 'starter', name: 'Starter' }, verdict: 'fracture', probability: 0.9 } as const
const arrow: Annotation = {
  id: 'x',
  kind: 'arrow',
  frame: 0,
  points: [
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ],
  text: 'Musterfraktur',
}
const names = () => library.worklist().map(({ name }) => name)
const allBytes = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fractureguard-library-'))
  file = join(folder, 'library.sqlite')
  library = new Library(file)
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

const ring = { shape: 'ellipse', x: 1.5, y: 2, width: 30, height: 4, category: 'Musterbruch' } as const
const box = { shape: 'box', x: 0, y: 0, width: 9, height: 9 } as const
const sees = { frame: 0, reader: 'A', answer: 'fracture', marks: [ring] } as const

describe('what readers see', () => {
  const seen = (fingerprint?: string) => library.keptMarks(fingerprint).map(({ fingerprint: _, ...said }) => said)

  it('is kept for each film, frame and reader, from start to start, and can be taken back step by step', () => {
    library.saveMarks('f', { ...sees, marks: [ring] })
    library.saveMarks('f', { ...sees, answer: 'unsure', marks: [] })
    library.saveMarks('f', { ...sees, frame: 1, marks: [box] })
    library.saveMarks('f', { ...sees, reader: 'B', answer: 'none', marks: [] })
    library.saveMarks('g', { ...sees, marks: [] })
    library.close()
    library = new Library(file)
    const others = [
      { ...sees, reader: 'B', answer: 'none', marks: [], earlier: 0 },
      { ...sees, frame: 1, marks: [box], earlier: 0 },
    ]
    expect(seen('f')).toEqual([{ ...sees, answer: 'unsure', marks: [], earlier: 1 }, ...others])
    expect(library.keptMarks()).toHaveLength(4)
    library.undoMarks('f', sees)
    expect(seen('f')).toEqual([{ ...sees, earlier: 0 }, ...others])
    library.undoMarks('f', sees)
    library.undoMarks('f', sees)
    expect(seen('f')).toEqual(others)
    library.removeMarks('f', { frame: 0, reader: 'B' })
    expect(seen('f')).toEqual(others.slice(1))
    expect(seen('g')).toHaveLength(1)
  })

  it('keeps so many earlier states and no more', () => {
    for (let x = 0; x < 60; x++) library.saveMarks('f', { ...sees, marks: [{ ...box, x }] })
    expect(seen('f')).toEqual([{ ...sees, marks: [{ ...box, x: 59 }], earlier: 50 }])
    for (let i = 0; i < 50; i++) library.undoMarks('f', sees)
    expect(seen('f')).toEqual([{ ...sees, marks: [{ ...box, x: 9 }], earlier: 0 }])
  })

  it('is gone without a trace when it is forgotten or cleared, and is nothing of private mode', async () => {
    library.saveMarks('f', { ...sees, marks: [ring] })
    library.undoMarks('f', sees)
    library.saveMarks('f', { ...sees, marks: [ring] })
    expect(allBytes()).toContain('Musterbruch')
    library.forget([{ path: '/films/a', fingerprint: 'f' }])
    expect(seen()).toEqual([])
    expect(allBytes()).not.toContain('Musterbruch')
    library.saveMarks('f', { ...sees, marks: [ring] })
    await library.clear()
    expect(allBytes()).not.toContain('Musterbruch')
    library.setPrivate(true)
    library.saveMarks('f', { ...sees, marks: [ring] })
    expect(seen('f')).toHaveLength(1)
    expect(allBytes()).not.toContain('Musterbruch')
    library.setPrivate(false)
    expect(seen()).toEqual([])
  })

  it('takes away in private mode what was kept before', () => {
    library.saveMarks('f', { ...sees, marks: [ring] })
    library.setPrivate(true)
    library.removeMarks('f', sees)
    library.setPrivate(false)
    expect(seen()).toEqual([])
  })

  it('leaves out a row that today’s program does not understand', () => {
    library.saveMarks('f', { ...sees, marks: [ring] })
    library.close()
    const db = new DatabaseSync(file)
    db.exec(`UPDATE marks SET body = '[{"shape": "star"}]'`)
    db.close()
    library = new Library(file)
    expect(seen()).toEqual([])
  })

  it('comes into a library of the first version', () => {
    for (const name of ['a', 'b']) library.remember(film(name))
    library.close()
    const db = new DatabaseSync(file)
    db.exec(`DROP TABLE marks; DROP TABLE note; ALTER TABLE film DROP COLUMN version; ALTER TABLE film DROP COLUMN film_id;
      PRAGMA user_version = 1;`)
    db.close()
    library = new Library(file)
    library.saveMarks('f', { ...sees, marks: [] })
    expect([names(), seen().length]).toEqual([['a', 'b'], 1])
    // From now on each film has an id of its own, which stays.
    const ids = library.worklist().map(({ filmId }) => filmId)
    expect(new Set(ids).size).toBe(2)
    expect(ids).not.toContain(undefined)
    library.close()
    library = new Library(file)
    expect(library.worklist().map(({ filmId }) => filmId)).toEqual(ids)
  })

  it('counts before what was said of a reading, and says where', () => {
    const put = (name: string): void => {
      library.remember(film(name))
      library.setFingerprint(`/films/${name}`, name)
      library.noteReading(name, reading)
    }
    for (const name of ['a', 'b', 'c', 'd', 'e']) put(name)
    for (const name of ['a', 'b', 'c']) library.review(name, 0, 'agree')
    library.saveMarks('a', { ...sees, answer: 'none', marks: [] })
    library.saveMarks('b', { ...sees, answer: 'unsure', marks: [] })
    library.saveMarks('d', { ...sees, marks: [ring] })
    library.saveMarks('d', { ...sees, reader: 'B', marks: [box] })
    library.saveMarks('e', { ...sees, marks: [ring] })
    library.saveMarks('e', { ...sees, reader: 'B', answer: 'none', marks: [] })
    expect(library.judged()).toEqual([
      { path: '/films/a', fingerprint: 'a', fractured: false, marks: [] },
      { path: '/films/c', fingerprint: 'c', fractured: true },
      { path: '/films/d', fingerprint: 'd', fractured: true, marks: [ring, box] },
    ])
  })
})

describe('the library', () => {
  it('remembers the worklist, in order, from start to start', () => {
    for (const name of ['b', 'a', 'c']) library.remember(film(name))
    library.remember({ ...film('b'), filmId: 'id of b' })
    library.putAway(['/films/c'])
    library.close()
    library = new Library(file)
    expect(names()).toEqual(['b', 'a'])
    expect(library.worklist()[0]).toEqual({ ...film('b'), fingerprint: undefined, filmId: 'id of b' })
  })

  it('keeps an opinion with the reading that it is about, and takes it back', () => {
    library.review('f', 1, 'unsure')
    library.noteReading('f', reading)
    library.review('f', 0, 'disagree')
    library.noteReading('f', { ...reading, verdict: 'uncertain', probability: 0.5 })
    expect(library.marks('f', 'starter')).toEqual([
      { frame: 0, verdict: 'uncertain', probability: 0.5, opinion: 'disagree' },
      { frame: 1, opinion: 'unsure' },
    ])
    const db = new DatabaseSync(file)
    expect({ ...db.prepare('SELECT verdict, model_id FROM review WHERE frame = 0').get() }).toEqual({
      verdict: 'fracture',
      model_id: 'starter',
    })
    db.close()
    library.review('f', 0, undefined)
    expect(library.marks('f', 'starter')[0]).not.toHaveProperty('opinion')
  })

  it('says what people said that it cannot understand, leaves it out, and keeps it', () => {
    library.saveMarks('f', { ...sees, marks: [ring], reading: 'hidden' })
    library.saveMarks('g', { ...sees, marks: [ring] })
    library.noteReading('f', reading)
    library.review('f', 0, 'agree')
    library.close()
    const db = new DatabaseSync(file)
    db.exec(
      `UPDATE marks SET body = '[{"shape":', answer = 'perhaps' WHERE fingerprint = 'f'; UPDATE review SET opinion = 'hm'`,
    )
    db.close()
    const told: string[] = []
    library = new Library(file, { onLeftOut: ({ id }) => told.push(String(id)) })
    for (const [ask, left] of [
      [() => library.keptMarks(), 1],
      [() => library.keptReviews(), 1],
      [() => library.judged(), 0],
      [() => library.marks('f', 'starter'), 0],
    ] as const) {
      expect(ask()).toHaveLength(left)
      expect(told.splice(0)).toEqual(['aside-marks'])
    }
    expect(library.keptMarks('g')).toHaveLength(1)
    expect(told).toEqual([])
    expect(readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')).toContain('[{"shape":')
  })

  it('tells the last answer of each reader without and with the model’s reading, and what that was', () => {
    library.noteReading('f', { ...reading, verdict: 'uncertain', probability: 0.25 })
    const said = { frame: 0, reader: 'A', marks: [] }
    library.saveMarks('f', { ...said, answer: 'unsure', reading: 'hidden' })
    library.saveMarks('f', { ...said, answer: 'none', reading: 'hidden' })
    library.saveMarks('f', { ...said, answer: 'fracture', reading: 'shown' })
    library.saveMarks('g', { ...said, answer: 'none' })
    const reviews = library.keptReviews()
    expect(reviews.map(({ fingerprint, answer, reading: seen }) => [fingerprint, answer, seen])).toEqual([
      ['f', 'none', 'hidden'],
      ['f', 'fracture', 'shown'],
      ['g', 'none', undefined],
    ])
    expect(reviews[0]).toMatchObject({ reader: 'A', model: 'starter', verdict: 'uncertain', probability: 0.25 })
    expect(reviews[2]).toMatchObject({ model: null, verdict: null })
    expect(reviews.every(({ answeredAt }) => Math.abs(answeredAt - Date.now()) < 60_000)).toBe(true)
  })

  it('keeps what each model said, and brings it over from a library that knew one reading a frame', () => {
    library.close()
    const db = new DatabaseSync(file)
    db.exec(`DROP TABLE reading;
      CREATE TABLE reading (
        fingerprint TEXT NOT NULL, frame INTEGER NOT NULL, model_id TEXT NOT NULL, verdict TEXT NOT NULL,
        probability REAL NOT NULL, read_at INTEGER NOT NULL, PRIMARY KEY (fingerprint, frame)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO reading VALUES ('f', 0, 'starter', 'fracture', 0.9, 1);
      ALTER TABLE film DROP COLUMN film_id;
      ALTER TABLE marks DROP COLUMN reading;
      DROP TABLE note;
      ALTER TABLE film DROP COLUMN version;
      PRAGMA user_version = 2`)
    db.close()
    library = new Library(file)
    library.noteReading('f', {
      ...reading,
      model: { id: 'wrists', name: '' },
      verdict: 'no-fracture',
      probability: 0.1,
    })
    expect(library.marks('f', 'starter')).toEqual([{ frame: 0, verdict: 'fracture', probability: 0.9 }])
    expect(library.marks('f', 'wrists')).toEqual([{ frame: 0, verdict: 'no-fracture', probability: 0.1 }])
    library.review('f', 0, 'agree')
    expect(library.marks('f', 'another')).toEqual([{ frame: 0, opinion: 'agree' }])
  })

  it('tells which films a person judged plainly, by what was said of their reading', () => {
    const judge = (
      name: string,
      verdict: 'fracture' | 'uncertain' | 'no-fracture',
      opinion: 'agree' | 'disagree' | 'unsure',
      changes = {},
    ): void => {
      library.remember({ ...film(name), header: { ...header, ...changes } })
      library.setFingerprint(`/films/${name}`, name)
      library.noteReading(name, { ...reading, verdict })
      library.review(name, 0, opinion)
    }
    judge('a', 'fracture', 'agree')
    judge('b', 'fracture', 'disagree')
    judge('c', 'no-fracture', 'disagree')
    judge('d', 'no-fracture', 'agree')
    judge('e', 'uncertain', 'agree')
    judge('f', 'fracture', 'unsure')
    judge('g', 'fracture', 'agree', { frames: 2 })
    judge('h', 'fracture', 'agree')
    library.putAway(['/films/h'])
    library.remember(film('a again'))
    library.setFingerprint('/films/a again', 'a')
    expect(library.judged().map(({ path, fractured }) => [path, fractured])).toEqual([
      ['/films/a', true],
      ['/films/b', false],
      ['/films/c', true],
      ['/films/d', false],
    ])
  })

  it('forgets a film so that nothing of it is left in its files', () => {
    library.remember(film('a'))
    library.setFingerprint('/films/a', 'f')
    library.noteReading('f', reading)
    library.review('f', 0, 'agree')
    library.saveAnnotations('f', [arrow])
    library.remember(film('stays'))
    expect(allBytes()).toContain('Musterfraktur')
    library.forget([{ path: '/films/a', fingerprint: 'f' }])
    expect(names()).toEqual(['stays'])
    expect(library.marks('f', 'starter')).toEqual([])
    expect(library.annotations('f')).toEqual([])
    library.forget([{ path: '/films/stays', fingerprint: undefined }])
    expect(allBytes()).not.toContain('Musterfra')
    expect(allBytes()).not.toContain('/films/')
  })

  it('keeps notes and key images of frames from start to start, and nothing of a frame that has neither', () => {
    expect(library.saveNote('f', { frame: 1, text: 'Musterfraktur' })).toEqual({
      frame: 1,
      key: false,
      text: 'Musterfraktur',
    })
    library.saveNote('f', { frame: 0, key: true })
    library.saveNote('g', { frame: 0, text: 'x' })
    library.close()
    library = new Library(file)
    expect(library.keptNotes('f')).toEqual([
      { fingerprint: 'f', frame: 0, key: true, text: '' },
      { fingerprint: 'f', frame: 1, key: false, text: 'Musterfraktur' },
    ])
    library.saveNote('f', { frame: 0, key: false })
    library.saveNote('f', { frame: 1, key: true })
    expect(library.keptNotes()).toEqual([
      { fingerprint: 'f', frame: 1, key: true, text: 'Musterfraktur' },
      { fingerprint: 'g', frame: 0, key: false, text: 'x' },
    ])
    library.forget([{ path: '/films/a', fingerprint: 'f' }])
    expect(library.keptNotes('f')).toEqual([])
    expect(allBytes()).not.toContain('Musterfra')
  })

  it('writes over no note that another window has changed meanwhile', () => {
    library.saveNote('f', { frame: 0, text: 'one', before: '' })
    const late = () => library.saveNote('f', { frame: 0, text: 'two', before: '' })
    expect(late).toThrow(expect.objectContaining({ code: 'in-use', id: 'note-changed' }))
    expect(library.keptNotes('f')).toMatchObject([{ text: 'one' }])
    // The same text twice is no quarrel, and a key image is none with a text.
    expect(library.saveNote('f', { frame: 0, text: 'one', before: '' }).text).toBe('one')
    expect(library.saveNote('f', { frame: 0, key: true, text: 'one and two', before: 'one' })).toMatchObject({
      key: true,
      text: 'one and two',
    })
  })

  it('keeps no notes in private mode', () => {
    library.saveNote('f', { frame: 0, text: 'before' })
    library.setPrivate(true)
    expect(library.keptNotes()).toEqual([])
    library.saveNote('f', { frame: 0, text: 'secret' })
    library.setPrivate(false)
    expect(library.keptNotes()).toMatchObject([{ text: 'before' }])
    expect(allBytes()).not.toContain('secret')
  })

  it('acknowledges no annotations after its folder was deleted', () => {
    library.saveAnnotations('f', [arrow])
    renameSync(file, `${file}.gone`)
    expect(() => library.saveAnnotations('f', [])).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('keeps what two programs have drawn on one film, and refuses where both changed the same', () => {
    const other = new Library(file)
    try {
      const [mine, theirs] = [
        { ...arrow, id: 'mine' },
        { ...arrow, id: 'theirs' },
      ]
      library.saveAnnotations('f', [arrow], [])
      other.saveAnnotations('f', [arrow, theirs], [arrow])
      expect(library.saveAnnotations('f', [arrow, mine], [arrow])).toEqual([arrow, theirs, mine])
      // One removes what the other leaves as it was.
      other.saveAnnotations('f', [theirs], [arrow, theirs])
      expect(library.annotations('f')).toEqual([theirs, mine])
      other.saveAnnotations('f', [{ ...theirs, text: 'one' }, mine], [theirs, mine])
      const both = () => library.saveAnnotations('f', [{ ...theirs, text: 'two' }, mine], [theirs, mine])
      expect(both).toThrow(expect.objectContaining({ code: 'in-use' }))
      expect(library.annotations('f')).toEqual([{ ...theirs, text: 'one' }, mine])
    } finally {
      other.close()
    }
  })

  it('keeps nothing in private mode, and finds again what it knew before', () => {
    library.remember(film('before'))
    const before = allBytes()
    library.setPrivate(true)
    expect(names()).toEqual([])
    library.remember(film('secret'))
    library.saveAnnotations('f', [arrow])
    expect(library.annotations('f')).toEqual([arrow])
    expect(allBytes()).toBe(before)
    library.setPrivate(false)
    expect(names()).toEqual(['before'])
    expect(library.annotations('f')).toEqual([])
  })

  const asideNames = () => readdirSync(folder).filter((name) => name.startsWith('library.sqlite.damaged-'))

  it('leaves out rows that are damaged, and says so', () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      library.remember(film(name))
      library.setFingerprint(`/films/${name}`, name)
      library.noteReading(name, reading)
      library.review(name, 0, 'agree')
      library.saveAnnotations(name, [arrow])
    }
    expect(library.problem).toBeUndefined()
    const db = new DatabaseSync(file)
    db.exec(`UPDATE film SET header = '{"rows": 2' WHERE path = '/films/b';
      UPDATE film SET header = '[]' WHERE path = '/films/c';
      UPDATE annotations SET body = '{' WHERE fingerprint = 'b';
      UPDATE reading SET verdict = 'nonsense', probability = 7 WHERE fingerprint = 'c'`)
    db.close()
    library.close()
    library = new Library(file)
    expect(names()).toEqual(['a', 'd'])
    expect(library.problem).toMatchObject({ code: 'malformed', message: expect.stringContaining('left out') })
    expect(library.judged().map(({ path }) => path)).toEqual(['/films/a', '/films/d'])
    expect(library.annotations('a')).toEqual([arrow])
    expect(() => library.annotations('b')).toThrow(expect.objectContaining({ code: 'malformed' }))
    expect(library.marks('c', 'starter')).toEqual([])
    library.saveAnnotations('b', [arrow])
    expect(library.annotations('b')).toEqual([arrow])
  })

  it.each([
    ['is no database at all', () => writeFileSync(file, 'no database at all, '.repeat(100))],
    [
      'is a database of something else',
      () => {
        rmSync(file)
        const db = new DatabaseSync(file)
        db.exec('CREATE TABLE bookmarks (url TEXT); PRAGMA user_version = 1')
        db.close()
      },
    ],
    [
      'has lost pages in its middle',
      () => {
        const bytes = readFileSync(file)
        bytes.fill(0x5a, 4096, bytes.length)
        writeFileSync(file, bytes)
      },
    ],
    ['was cut short', () => writeFileSync(file, readFileSync(file).subarray(0, 5000))],
  ])('sets a file aside that %s, with a sentence, and begins a new one', (_what, damage) => {
    for (let i = 0; i < 200; i++) library.remember(film(`film-${i}`))
    library.close()
    damage()
    const before = readFileSync(file)
    const damaged = vi.fn()
    library = new Library(file, { onDamaged: damaged })
    expect(damaged).toHaveBeenCalledOnce()
    expect(asideNames()).toHaveLength(1)
    expect(readFileSync(join(folder, asideNames()[0])).equals(before)).toBe(true)
    expect(library.problem?.message).toContain(asideNames()[0])
    library.remember(film('a'))
    expect(names()).toEqual(['a'])
  })

  it('is read as far as it goes where an older program wrote it and nothing can be written', () => {
    library.remember(film('a'))
    library.saveMarks('f', { ...sees, marks: [ring] })
    library.close()
    const db = new DatabaseSync(file)
    db.exec(`ALTER TABLE film DROP COLUMN version; ALTER TABLE film DROP COLUMN film_id;
      ALTER TABLE marks DROP COLUMN reading; DROP TABLE note;
      PRAGMA user_version = 3`)
    db.close()
    const copy = openCopy(file)
    expect(copy.prepare('SELECT name, film_id FROM film').all()).toMatchObject([{ name: 'a', film_id: null }])
    expect(copy.prepare('SELECT answer, reading FROM marks').all()).toMatchObject([
      { answer: 'fracture', reading: null },
    ])
    copy.close()
    library = new Library(file)
  })

  it('makes an index again that is damaged: its rows are all there', () => {
    for (let i = 0; i < 20; i++) {
      library.remember(film(`film-${i}`))
      library.setFingerprint(`/films/film-${i}`, `fingerprint-${i}`)
    }
    library.close()
    for (const key of ['/films/film-7', 'fingerprint-7']) {
      damageIndex(file, key)
      library = new Library(file)
      expect([library.problem, asideNames()]).toEqual([undefined, []])
      library.remember(film('film-7'))
      library.setFingerprint('/films/film-7', 'fingerprint-7')
      expect(names()).toHaveLength(20)
      library.close()
    }
    library = new Library(file)
  })

  it('sets one aside that lacks a column, whichever it is', () => {
    library.close()
    const whole = readFileSync(file)
    const db = new DatabaseSync(file, { readOnly: true })
    const columns = db
      .prepare(
        `SELECT name AS "table", (SELECT json_group_array(name) FROM pragma_table_info(master.name)) AS columns
         FROM sqlite_master AS master WHERE type = 'table' AND name IN ('film', 'reading', 'review', 'annotations', 'marks', 'note')`,
      )
      .all()
      .flatMap(({ table, columns }) => (JSON.parse(String(columns)) as string[]).map((name) => [String(table), name]))
    db.close()
    expect(columns.length).toBeGreaterThan(30)
    for (const [table, column] of columns) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
      writeFileSync(file, whole)
      const damaging = new DatabaseSync(file)
      damaging.exec(`ALTER TABLE ${table} RENAME COLUMN ${column} TO ${column}_x`)
      damaging.close()
      library = new Library(file)
      expect([table, column, asideNames().length]).toEqual([table, column, 1])
      library.close()
    }
    library = new Library(file)
  })

  it('clears what was set aside as well', async () => {
    library.close()
    writeFileSync(file, 'no database at all, '.repeat(100))
    library = new Library(file)
    await library.clear()
    expect(asideNames()).toEqual([])
    expect(library.problem).toBeUndefined()
  })

  it('refuses one of a newer program', () => {
    library.close()
    const db = new DatabaseSync(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    expect(() => new Library(file)).toThrow('newer version')
    rmSync(file)
    library = new Library(file)
  })

  it.skipIf(process.platform === 'win32')('can be read by its owner only', () => {
    library.remember(film('a'))
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600])
  })

  it('remembers ten thousand films in a moment', () => {
    const start = performance.now()
    for (let index = 0; index < 10_000; index++) library.remember(film(`film-${index}`))
    expect(library.worklist()).toHaveLength(10_000)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})
