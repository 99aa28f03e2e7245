import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readZip } from '#main/registry/archive/readZip.ts'
import { archiveContents } from '#main/registry/archive/contents.ts'
import { packModel } from '#main/registry/archive/pack.ts'
import { unpackModel } from '#main/registry/archive/unpack.ts'
import { anotherModel, dataOfThisPlace } from '#shared/model.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { reportSchema } from '#shared/report.ts'
import { writeReport } from '#main/report/writeReport.ts'
import { newFolder } from '../../../support/folder.ts'
import { reportInput } from '../../../support/reportInput.ts'
import { testCard, testFit } from '../../../support/testCard.ts'
import { writeTestModel } from '../../../support/testModel.ts'
import { forged, withManifest, writeZip, type ZipParts } from '../../../support/zips.ts'

let root: string
let model: string
let archive: string
/** What a good archive holds, manifest left out. */
let good: ZipParts
let target: string

beforeAll(async () => {
  root = await newFolder()
  model = join(root, 'model')
  archive = join(root, 'model.zip')
  const card = await writeTestModel(model, { id: 'wrists', name: 'Wrists' })
  await writeReport(model, { ...reportInput(), card })
  await writeFile(join(model, 'split.csv'), 'file,part\nMuster_Anna.dcm,train\n')
  await writeFile(join(model, 'ancestors.csv'), `sha256\n${'a'.repeat(64)}\n`)
  await packModel(model, archive)
  good = [...(await readZip(archive, archiveContents))].filter(([name]) => name !== 'manifest.json')
})
beforeEach(async () => {
  target = join(await newFolder(), 'deep', 'inside')
})

describe('packModel', () => {
  it('writes a model that comes out as it went in, its page and its ONNX file rebuilt', async () => {
    await unpackModel(archive, target)
    expect((await readdir(target)).sort()).toEqual([
      'card.json',
      'model.onnx',
      'model.safetensors',
      'report.html',
      'report.json',
    ])
    const [before, after] = await Promise.all([loadModel(model), loadModel(target)])
    expect(after).toEqual(before)
  })

  it('names no film', async () => {
    const { files } = { files: await readZip(archive, archiveContents) }
    expect(await readFile(join(model, 'report.json'), 'utf8')).toContain('Normal/film-')
    for (const [name, bytes] of files) {
      if (name.startsWith('report')) expect(bytes.toString()).not.toMatch(/film-\d|Normal\//)
    }
    expect(reportSchema.parse(JSON.parse(files.get('report.json')!.toString())).largestLosses[0].file).toBe('film 1')
    expect(reportSchema.parse(JSON.parse(files.get('report.json')!.toString())).films).toBeUndefined()
    expect(['split.csv', 'ancestors.csv'].filter((name) => files.has(name))).toEqual([])
    expect((await readFile(archive)).includes('a'.repeat(64))).toBe(false)
  })

  it('carries no name, birth date or folder that the data may have given it', async () => {
    const folder = await newFolder()
    const patients = Array.from({ length: 12 }, (_, i) => ({
      patient_name: `Muster${i} Anna`,
      born: `19${40 + i}-02-03`,
      site: i % 2 ? 'North' : 'South',
    }))
    const card = await writeTestModel(folder, {
      id: 'muster7-anna-2026-3f2a9c01',
      name: 'Muster7 Anna 2026',
      data: {
        ...testCard().data,
        name: 'Muster7 Anna 2026',
        credit: dataOfThisPlace.credit,
        licence: dataOfThisPlace.licence,
      },
      training: { ...testCard().training, startedFrom: 'weights of Muster7.safetensors' },
    })
    const { films, ...input } = reportInput()
    const described = films.map((film, i) => ({ ...film, columns: patients[i % patients.length] }))
    await writeReport(folder, { ...input, card, films: described })
    // As older versions of the program wrote it, which took any column with few values for groups.
    const report = reportSchema.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')))
    const [group] = report.columns
    const named = patients.flatMap(({ patient_name, born }) => [
      { ...group, column: 'patient_name', value: patient_name },
      { ...group, column: 'born', value: born },
    ])
    await writeFile(
      join(folder, 'report.json'),
      JSON.stringify({ ...report, columns: [...named, ...report.columns.filter(({ column }) => column === 'site')] }),
    )
    const planted = /muster|anna|19[45]\d-02|patient_name|born|north/i

    const file = join(await newFolder(), 'bare.zip')
    const sent = await packModel(folder, file)
    const inside = await readZip(file, archiveContents)
    for (const [name, bytes] of inside) expect(bytes.toString('latin1'), name).not.toMatch(planted)
    expect(sent).toMatchObject({ name: 'Model of 2026-01-02', data: { name: dataOfThisPlace.exportedName } })
    expect(sent.id).toMatch(/^model-[0-9a-f]{8}$/)
    // It is whole nevertheless, with the weights that it had.
    await unpackModel(file, target)
    expect((await loadModel(target)).parameters).toEqual((await loadModel(folder)).parameters)
    expect(reportSchema.parse(JSON.parse(inside.get('report.json')!.toString())).sentence).toContain(
      'Model of 2026-01-02 put a film with a fracture above one without',
    )

    const wished = join(await newFolder(), 'wished.zip')
    await packModel(folder, wished, { name: 'Wrists of the North', columns: ['site'] })
    const along = await readZip(wished, archiveContents)
    expect(along.get('report.html')!.toString()).toContain('North')
    expect(JSON.parse(along.get('card.json')!.toString()).name).toBe('Wrists of the North')
    for (const [name, bytes] of along) expect(bytes.toString('latin1'), name).not.toMatch(/muster|19[45]\d-02/i)
  })

  it('carries no name of the folder after a fit, neither as its own nor as that of the model before', async () => {
    const data = { ...testCard().data, name: 'Erika Mustermann 1961', credit: dataOfThisPlace.credit }
    const parent = { id: 'erika-mustermann-1961-3f2a9c01', name: data.name }
    for (const name of [`${data.name}, fitted to 60 films`, 'Wrists of 2026']) {
      const folder = await newFolder()
      await writeTestModel(folder, { id: 'model-0a1b2c3d', name, data, fitted: testFit(parent) })
      const file = join(await newFolder(), 'bare.zip')
      const sent = await packModel(folder, file)
      for (const [part, bytes] of await readZip(file, archiveContents))
        expect(bytes.toString('latin1'), part).not.toMatch(/erika|mustermann|1961/i)
      expect(sent.name).toBe(name.startsWith(data.name) ? 'Model of 2026-01-02' : name)
      expect(sent.fitted).toEqual(testFit({ id: anotherModel, name: anotherModel }))
      await unpackModel(file, join(await newFolder(), 'there'))
    }
  })

  it('leaves the words of a model from elsewhere as they are, the credit of its data with them', async () => {
    const folder = await newFolder()
    const card = await writeTestModel(folder, {
      data: { ...testCard().data, name: 'FracAtlas', credit: 'Abedeen et al.' },
    })
    expect(await packModel(folder, join(await newFolder(), 'a.zip'))).toEqual(card)
  })

  it('is the same file each time', async () => {
    await packModel(model, join(root, 'again.zip'))
    expect((await readFile(join(root, 'again.zip'))).equals(await readFile(archive))).toBe(true)
  })

  it('never writes over a file and leaves nothing behind', async () => {
    const folder = await newFolder()
    await writeFile(join(folder, 'mine.zip'), 'precious')
    await expect(packModel(model, join(folder, 'mine.zip'))).rejects.toMatchObject({ code: 'wrong-use' })
    await expect(packModel(model, join(folder, 'missing', 'a.zip'))).rejects.toMatchObject({ code: 'not-readable' })
    expect(await readFile(join(folder, 'mine.zip'), 'utf8')).toBe('precious')
    expect(await readdir(folder)).toEqual(['mine.zip'])
  })

  it('packs no model whose weights were changed', async () => {
    const broken = join(await newFolder(), 'broken')
    await writeTestModel(broken)
    await writeFile(join(broken, 'model.safetensors'), 'other')
    await expect(packModel(broken, join(root, 'broken.zip'))).rejects.toMatchObject({ code: 'model-invalid' })
  })
})

/** A good archive with one part changed, and a manifest that fits. */
function changed(name: string, change: (bytes: Buffer) => Buffer): ZipParts {
  return withManifest(good.map(([part, bytes]) => [part, part === name ? change(bytes) : bytes]))
}

function json(change: (value: Record<string, unknown>) => void): (bytes: Buffer) => Buffer {
  return (bytes) => {
    const value = JSON.parse(bytes.toString())
    change(value)
    return Buffer.from(JSON.stringify(value))
  }
}

describe('unpackModel refuses', () => {
  const refused: [what: string, parts: () => ZipParts][] = [
    ['a file that is no part of a model', () => withManifest([...good, ['evil.sh', Buffer.from('#!/bin/sh')]])],
    ['a file in a folder', () => withManifest([...good, ['report/report.html', Buffer.from('x')]])],
    ['a name of every object', () => withManifest([...good, ['constructor', Buffer.from('x')]])],
    ['a file twice', () => withManifest([...good, good[0]])],
    ['an archive without a manifest', () => good],
    ['an archive without weights', () => withManifest(good.filter(([name]) => name !== 'model.safetensors'))],
    ['an archive without a card', () => withManifest(good.filter(([name]) => name !== 'card.json'))],
    ['a file that the manifest does not list', () => [...withManifest(good.slice(0, 2)), ...good.slice(2)]],
    ['a manifest that lists more', () => withManifest(good).filter(([name]) => name !== 'report.html')],
    [
      'a manifest with a path in it',
      () => [
        ...good,
        ['manifest.json', Buffer.from('{"formatVersion":1,"files":[{"name":"../x","bytes":0,"sha256":""}]}')],
      ],
    ],
    [
      'weights that are not those of the card',
      () => changed('model.safetensors', (bytes) => Buffer.concat([bytes, Buffer.from([0])])),
    ],
    [
      'a card of another version',
      () =>
        changed(
          'card.json',
          json((card) => (card.formatVersion = 2)),
        ),
    ],
    [
      'a card whose id is a path',
      () =>
        changed(
          'card.json',
          json((card) => (card.id = '../../starter')),
        ),
    ],
    [
      'a card that names weights elsewhere',
      () =>
        changed(
          'card.json',
          json((card) => ((card.weights as { file: string }).file = '../model.safetensors')),
        ),
    ],
    [
      'a card of a larger network than its weights',
      () =>
        changed(
          'card.json',
          json((card) => ((card.network as { hidden: number }).hidden = 16)),
        ),
    ],
    [
      'a report about another model',
      () =>
        changed(
          'report.json',
          json((report) => ((report.card as { name: string }).name = 'Other')),
        ),
    ],
    ['a card that is no text', () => changed('card.json', () => Buffer.from([0xff, 0xfe, 0x00]))],
    ['a card that is too large', () => changed('card.json', () => Buffer.alloc(2 ** 20 + 1, ' '))],
  ]

  it.each(refused)('%s', async (_, parts) => {
    const file = join(await newFolder(), 'crafted.zip')
    await writeZip(file, parts())
    await expect(unpackModel(file, target)).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it.each([
    ['report.html', '../evil.htm'],
    ['report.html', '/evil1.html'],
    ['report.html', '..\\evil.htm'],
    ['report.html', 'C:/evil.htm'],
  ])('a forged name in place of %s: %s, and writes nothing outside', async (from, to) => {
    const folder = await newFolder()
    await mkdir(join(folder, 'into'))
    const file = join(folder, 'crafted.zip')
    await writeFile(file, forged(await readFile(archive), from, to))
    await expect(unpackModel(file, join(folder, 'into', 'model'))).rejects.toMatchObject({ code: 'model-invalid' })
    expect((await readdir(folder)).sort()).toEqual(['crafted.zip', 'into'])
    expect(await readdir(join(folder, 'into'))).toEqual([])
  })

  it('a symbolic link: it is read as the bytes that it is', async () => {
    const file = join(await newFolder(), 'crafted.zip')
    const parts = good.map(([name, bytes]): ZipParts[number] =>
      name === 'card.json' ? [name, Buffer.from('/etc/passwd'), 0o120777] : [name, bytes],
    )
    await writeZip(file, withManifest(parts))
    await expect(unpackModel(file, target)).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it('an archive that claims to be smaller than it is', async () => {
    const folder = await newFolder()
    const bytes = await readFile(archive)
    // Uncompressed size of the first entry of the central directory, APPNOTE 4.3.12.
    const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    bytes.writeUInt32LE(10, central + 24)
    await writeFile(join(folder, 'bomb.zip'), bytes)
    await expect(unpackModel(join(folder, 'bomb.zip'), target)).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it('anything cut short, damaged or not an archive', async () => {
    const folder = await newFolder()
    const bytes = await readFile(archive)
    const files = {
      short: bytes.subarray(0, bytes.length / 2),
      empty: Buffer.alloc(0),
      text: Buffer.from('PK\x03\x04 but not really'),
      damaged: Buffer.from(bytes.map((byte, i) => (i === 2000 ? byte ^ 1 : byte))),
    }
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content)
      await expect(unpackModel(join(folder, name), target), name).rejects.toMatchObject({ code: 'model-invalid' })
    }
    await expect(unpackModel(join(folder, 'missing'), target)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('scripts in a report: its page is rebuilt', async () => {
    const file = join(await newFolder(), 'crafted.zip')
    await writeZip(
      file,
      changed('report.html', () => Buffer.from('<script>alert(1)</script>')),
    )
    await unpackModel(file, target)
    expect(await readFile(join(target, 'report.html'), 'utf8')).not.toContain('<script')
  })
})
