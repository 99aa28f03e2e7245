import fc from 'fast-check'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentsOf, type Contents } from '#main/study/contents/contents.ts'
import { problemOf } from '../../../support/decodeBytes.ts'
import { dicomDirFile, imageRecord } from '../../../support/dicomDir.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { mutate, mutations } from '../../../support/mutate.ts'
import { newFolder } from '../../../support/folder.ts'
import { forged, writeZip, type ZipParts } from '../../../support/zips.ts'

const film = Buffer.from(dicomPhantom())

async function zipOf(parts: ZipParts, change: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> {
  const path = join(await newFolder(), 'films.zip')
  await writeZip(path, parts)
  await writeFile(path, change(await readFile(path)))
  return path
}

/** The first file of the archive claims another size, in the central directory's header, APPNOTE 4.3.12. */
function withSize(bytes: Buffer, size: number): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeUInt32LE(size, changed.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
  return changed
}

const outcome = ({ entries }: Contents) =>
  entries.map((entry) => [entry.name, 'problem' in entry ? entry.problem.code : 'there'])

describe('a ZIP archive', () => {
  it('gives its files under names of the program, without folders, hidden files and DICOMDIR', async () => {
    const path = await zipOf([
      ['a/one', film],
      ['DICOMDIR', film],
      ['.hidden', film],
      ['__MACOSX/x', film],
      ['b/.x/y', film],
      ['two.png', Buffer.from('png')],
    ])
    const into = await newFolder()
    const contents = await contentsOf(path, into)
    expect(contents?.kind).toBe('archive')
    expect(outcome(contents!)).toEqual([
      ['a/one', 'there'],
      ['two.png', 'there'],
    ])
    expect((await readdir(into)).sort()).toEqual(['1', '2'])
    expect(await readFile(join(into, '1'))).toEqual(film)
  })

  it('is known by its bytes, also when it is empty', async () => {
    expect((await contentsOf(await zipOf([]), await newFolder()))?.entries).toEqual([])
    const other = join(await newFolder(), 'films.zip')
    await writeFile(other, 'no archive')
    expect(await contentsOf(other, await newFolder())).toBeUndefined()
  })

  it('takes `.` for the folder itself, and an absolute name from the root of the archive', async () => {
    const names = ['.//films/', './/a', '/rooted/b', './.hidden/c', './__MACOSX/d', './sub/./e', './sub/dicomdir']
    // Names that no library would write are put in place of others of the same length.
    const stand = (index: number) => 'QXJKZVW'[index]!.repeat(names[index]!.length)
    const path = join(await newFolder(), 'films.zip')
    await writeZip(
      path,
      names.map((name, index) => [stand(index), name.endsWith('/') ? Buffer.alloc(0) : film]),
    )
    let bytes: Buffer = await readFile(path)
    names.forEach((name, index) => (bytes = forged(bytes, stand(index), name)))
    await writeFile(path, bytes)
    const into = await newFolder()
    expect(outcome((await contentsOf(path, into))!)).toEqual([
      ['a', 'there'],
      ['rooted/b', 'there'],
      ['sub/e', 'there'],
    ])
    expect((await readdir(into)).sort()).toEqual(['1', '2', '3'])
  })

  it('opens where its root is an entry of its own', async () => {
    const path = await zipOf(
      [
        ['QXQ', Buffer.alloc(0)],
        ['a', film],
      ],
      (bytes) => forged(bytes, 'QXQ', '/./'),
    )
    expect(outcome((await contentsOf(path, await newFolder()))!)).toEqual([['a', 'there']])
  })

  it('reads names by what their bytes are, and keeps different names different', async () => {
    const path = join(await newFolder(), 'films.zip')
    await writeZip(path, [
      ['Müller', film],
      ['xx1', film],
      ['xx2', film],
    ])
    // Code page 437 under the flag for UTF-8, which yazl sets for every name.
    await writeFile(path, forged(forged(await readFile(path), 'xx1', '\x81\xff1'), 'xx2', '\x81\xfe1'))
    const names = (await contentsOf(path, await newFolder()))!.entries.map((entry) => entry.name)
    expect(names[0]).toBe('Müller')
    expect(names[1]).toBe('ü\u00a01')
    expect(new Set(names).size).toBe(3)
    // And UTF-8 without the flag.
    const plain = await readFile(path)
    for (let at = 0; (at = plain.indexOf(Buffer.from('PK\x01\x02'), at)) >= 0; at += 4)
      plain.writeUInt16LE(plain.readUInt16LE(at + 8) & ~0x800, at + 8)
    await writeFile(path, plain)
    expect((await contentsOf(path, await newFolder()))!.entries[0]!.name).toBe('Müller')
  })

  it('gives two files of one name two names', async () => {
    const path = await zipOf([
      ['a', film],
      ['a', Buffer.from('other')],
      ['a', film],
    ])
    expect(outcome((await contentsOf(path, await newFolder()))!)).toEqual([
      ['a', 'there'],
      ['a (2)', 'there'],
      ['a (3)', 'there'],
    ])
  })

  it.each([
    ['../../../etc/x', 'etc/x', 'malformed'],
    ['aa/../../etc/x', 'aa/etc/x', 'malformed'],
    ['/etc/passwd/xx', 'etc/passwd/xx', 'there'],
    ['C:\\windows\\xxx', expect.stringMatching(/^.?windows.xxx$/), 'malformed'],
    ['../../../../..', 'unnamed', 'malformed'],
    ['../.hidden/xxx', '.hidden/xxx', 'malformed'],
  ])('refuses an entry whose name leads out of it, and gives the others: %s', async (name, called, fate) => {
    const innocent = 'a'.repeat(name.length)
    const path = await zipOf(
      [
        ['before', film],
        [innocent, film],
        ['etc/x', film],
      ],
      (bytes) => forged(bytes, innocent, name),
    )
    const into = await newFolder()
    const contents = (await contentsOf(path, into)) as Contents
    const fates = outcome(contents)
    expect(fates.slice(0, 2)).toEqual([
      ['before', 'there'],
      [called, fate],
    ])
    expect(fates[2]![1]).toBe('there')
    for (const entry of contents.entries) if ('path' in entry) expect(dirname(entry.path)).toBe(into)
    expect((await readdir(into)).length).toBe(fates.filter(([, found]) => found === 'there').length)
  })

  it('is refused where it claims to unpack to far more than films would', async () => {
    const path = await zipOf([['a', film]], (bytes) => withSize(bytes, 2 ** 31))
    const into = await newFolder()
    expect(await problemOf(contentsOf(path, into))).toBe('too-large')
    expect(await readdir(into)).toEqual([])
  })

  it('writes no more of a file than the archive claims', async () => {
    const path = await zipOf(
      [
        ['bomb', Buffer.alloc(900_000)],
        ['good', film],
      ],
      (bytes) => withSize(bytes, 5000),
    )
    const into = await newFolder()
    expect(outcome((await contentsOf(path, into))!)).toEqual([
      ['bomb', 'malformed'],
      ['good', 'there'],
    ])
    expect(await readdir(into)).toEqual(['2'])
  })

  it('tells which of its files are damaged, and gives the others', async () => {
    const text = Buffer.from('the bytes of a film, stored')
    const parts: ZipParts = [
      ['good', film],
      ['bad', text],
    ]
    const path = join(await newFolder(), 'x')
    await writeZip(path, parts, false)
    await writeFile(path, forged(await readFile(path), 'the bytes', 'THE bytes'))
    const into = await newFolder()
    expect(outcome((await contentsOf(path, into))!)).toEqual([
      ['good', 'there'],
      ['bad', 'malformed'],
    ])
    expect(await readdir(into)).toEqual(['1'])
  })

  it('that ends too early is damaged', async () => {
    const path = await zipOf([['a', film]], (bytes) => bytes.subarray(0, bytes.length - 30))
    expect(await problemOf(contentsOf(path, await newFolder()))).toBe('malformed')
  })
})

describe('a damaged archive or DICOMDIR', () => {
  it.each(['zip', 'DICOMDIR'])('of 200 (%s) is a problem, or what it gives lies where it should', async (kind) => {
    const folder = await newFolder()
    const path = join(folder, 'DICOMDIR')
    await writeFile(join(folder, 'IM1'), film)
    if (kind === 'zip')
      await writeZip(path, [
        ['a/one', film],
        ['two', Buffer.from('text')],
      ])
    else await writeFile(path, dicomDirFile([imageRecord(['IM1']), imageRecord(['IM2'])]))
    const whole = Uint8Array.from(await readFile(path))
    const into = await newFolder()
    const outcomes = new Set<string>()
    for (const changes of fc.sample(mutations, { seed: 5, numRuns: 200 })) {
      await writeFile(path, mutate(whole, changes))
      const contents = await contentsOf(path, into).catch((thrown: { name?: string }) => {
        if (thrown.name !== 'ProblemError') throw thrown
        return undefined
      })
      outcomes.add(contents ? 'opened' : 'refused')
      for (const entry of contents?.entries ?? [])
        if ('path' in entry) expect([folder, into]).toContain(dirname(entry.path))
      for (const name of await readdir(into)) await rm(join(into, name))
    }
    expect([...outcomes].sort()).toEqual(['opened', 'refused'])
  })
})

describe('a DICOMDIR', () => {
  it('gives the images that it lists, where they lie, and says which are missing', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'PAT1', 'st1'), { recursive: true })
    await writeFile(join(folder, 'PAT1', 'IM1'), film)
    await mkdir(join(folder, 'pat2'))
    await writeFile(join(folder, 'pat2', 'im2'), film)
    const path = join(folder, 'DICOMDIR')
    const records = [
      imageRecord(['PAT1', 'IM1']),
      imageRecord(['PAT2', 'IM2']),
      imageRecord(['PAT3', 'IM3']),
      imageRecord(['PAT1', 'IM1'], 'SR DOCUMENT'),
    ]
    await writeFile(path, dicomDirFile(records))
    const contents = await contentsOf(path, await newFolder())
    expect(contents?.kind).toBe('directory')
    expect(outcome(contents!)).toEqual([
      ['PAT1/IM1', 'there'],
      ['pat2/im2', 'there'],
      ['PAT3/IM3', 'not-found'],
    ])
    expect(contents!.entries[0]).toMatchObject({ path: join(folder, 'PAT1', 'IM1') })
  })

  it.each([
    ['another case', 'Img/iM1', 'IMG/IM1'],
    ['an extension', 'IMG/IM1.dcm', 'IMG/IM1'],
    ['an extension and another case', 'img/im1.DCM', 'IMG/IM1'],
    ['the version that discs put behind names', 'IMG/IM1.;1', 'IMG/IM1'],
  ])('finds a file whose name got %s', async (_, really, listed) => {
    const folder = await newFolder()
    await mkdir(dirname(join(folder, really)), { recursive: true })
    await writeFile(join(folder, really), film)
    await writeFile(join(dirname(join(folder, really)), 'IM10.dcm'), film)
    const path = join(folder, 'DICOMDIR')
    await writeFile(path, dicomDirFile([imageRecord(listed.split('/'))]))
    expect((await contentsOf(path, await newFolder()))!.entries).toEqual([{ name: really, path: join(folder, really) }])
  })

  it('takes no file where two could be meant', async () => {
    const folder = await newFolder()
    for (const name of ['im1.dcm', 'Im1.dcm', 'im2.png', 'im2.dcm', 'im3.png', 'im3.jpg'])
      await writeFile(join(folder, name), film)
    const path = join(folder, 'DICOMDIR')
    await writeFile(path, dicomDirFile(['IM1', 'IM2', 'IM3'].map((name) => imageRecord([name]))))
    expect(outcome((await contentsOf(path, await newFolder()))!)).toEqual([
      ['IM1', 'not-found'],
      ['im2.dcm', 'there'],
      ['IM3', 'not-found'],
    ])
  })

  it('gives nothing that lies elsewhere', async () => {
    const outside = await newFolder()
    await writeFile(join(outside, 'SECRET'), film)
    const folder = await newFolder()
    await symlink(join(outside, 'SECRET'), join(folder, 'LINK'))
    const path = join(folder, 'DICOMDIR')
    await writeFile(
      path,
      dicomDirFile([
        imageRecord(['..', 'X', 'SECRET']),
        imageRecord(['LINK']),
        imageRecord(['/etc/passwd']),
        imageRecord(['']),
      ]),
    )
    expect(outcome((await contentsOf(path, await newFolder()))!).map(([, code]) => code)).toEqual([
      'malformed',
      'not-found',
      'malformed',
      'malformed',
    ])
  })

  it('is not taken for one when it is a film', async () => {
    const path = join(await newFolder(), 'DICOMDIR')
    await writeFile(path, film)
    expect(await contentsOf(path, await newFolder())).toBeUndefined()
  })
})
