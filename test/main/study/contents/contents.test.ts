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
import { forged, rawZip, writeZip, type ZipParts } from '../../../support/zips.ts'

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

  /** What an archive holds whose names are these bytes (Latin 1 letters), and last a good one. */
  async function named(names: string[], saysUtf8 = false): Promise<Contents> {
    const path = join(await newFolder(), 'films.zip')
    const parts = [...names, 'good'].map((name): [Buffer, Buffer] => [Buffer.from(name, 'latin1'), film])
    await writeFile(path, rawZip(parts, saysUtf8))
    const into = await newFolder()
    const contents = (await contentsOf(path, into))!
    for (const entry of contents.entries) if ('path' in entry) expect(dirname(entry.path)).toBe(into)
    return contents
  }

  it('gives the others where a name leads out of it or is odd, and puts nothing where a name says', async () => {
    for (const [name, shown, fate] of [
      ['../../../etc/x', '../../../etc/x', 'malformed'],
      ['a/../../x', 'a/../../x', 'malformed'],
      ['..\\x', '../x', 'malformed'],
      ['/etc/passwd', 'etc/passwd', 'there'],
      ['C:\\windows\\x', 'C:/windows/x', 'there'],
      ['a/./b//c', 'a/b/c', 'there'],
      ['./one.png', 'one.png', 'there'],
    ]) {
      expect(outcome(await named([name]))).toEqual([
        [shown, fate],
        ['good', 'there'],
      ])
    }
    // An entry for the root itself is a folder.
    expect(outcome(await named(['/', './', '//', '.', '']))).toEqual([['good', 'there']])
  })

  it('has a name of its own for each file, whatever its names are written in', async () => {
    const utf8 = Buffer.from('Röntgen/手.dcm').toString('latin1')
    expect(outcome(await named([utf8]))[0]).toEqual(['Röntgen/手.dcm', 'there'])
    for (const saysUtf8 of [false, true]) {
      // Latin 1; and Shift JIS, in which the second half of a letter may be a backslash and the next a dot.
      const names = outcome(
        await named(['R\xf6.dcm', 'R\xf7.dcm', '\x83\x5c.dcm', '\x83\x5c\x2e.dcm', 'a', 'a'], saysUtf8),
      )
      expect(names).toHaveLength(7)
      expect(new Set(names.map(([name]) => name)).size).toBe(7)
      for (const [name, fate] of names) {
        expect(fate, name).toBe('there')
        // The same where it is read from a report and written behind the archive's path.
        expect(join('/films.zip', JSON.parse(JSON.stringify(name)))).toBe(`/films.zip/${name}`)
      }
    }
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
