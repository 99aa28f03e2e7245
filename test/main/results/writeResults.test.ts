import { appendFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { fileVersion } from '#main/files/index.ts'
import { finishResults, writeResults, type ResultsWork } from '#main/results/index.ts'
import { documentOf } from '#main/study/documents/document.ts'
import { FailingSteps } from '../../support/failingSteps.ts'
import { newFolder } from '../../support/folder.ts'
import { resultFilm, someModel, someReading, studyUid } from '../../support/resultFilms.ts'

vi.setConfig({ testTimeout: 120_000 })

async function run(kinds: ResultsWork['style']['kinds'] = ['sr', 'ko']) {
  const films = await newFolder()
  const work: ResultsWork = {
    folder: join(await newFolder(), 'made', 'here'),
    style: { kinds, reportClass: 'comprehensive-3d' },
    model: someModel,
    programVersion: '1.0.0',
    run: '0a0a0a0a-0000-4000-8000-000000000000',
  }
  const film = async (instance: string, study = studyUid): Promise<string> => {
    const path = join(films, `${study}-${instance}.dcm`)
    await writeFile(path, resultFilm({ instance, elements: [{ tag: 0x0020000d, vr: 'UI', value: study }] }))
    return path
  }
  return { work, film }
}

it('leaves what is there when the same result is written again', async () => {
  const { work, film } = await run(['sc', 'pr', 'sr'])
  const path = await film('1')
  const first = await writeResults(path, someReading(), work)
  expect(first.files.map(({ kind }) => kind)).toEqual(['sc', 'pr', 'sr'])
  const before = await stat(join(work.folder, first.files[0]!.file))
  expect(await writeResults(path, someReading(), work)).toEqual(first)
  expect((await stat(join(work.folder, first.files[0]!.file))).mtimeMs).toBe(before.mtimeMs)
  const other = await writeResults(path, someReading({ probability: 0.5, verdict: 'uncertain' }), work)
  expect(other.files[0]!.file).not.toBe(first.files[0]!.file)
  expect(await readdir(join(work.folder, studyUid))).toHaveLength(6)
})

it('writes nothing of a file in whose place another one lies since it was read', async () => {
  const { work, film } = await run(['sc', 'ko'])
  const path = await film('1')
  const version = await fileVersion(path)
  await writeFile(path, resultFilm({ instance: '2' }))
  await expect(writeResults(path, someReading(), work, version)).rejects.toMatchObject({ id: 'film-replaced' })
  await expect(readdir(work.folder)).rejects.toThrow('ENOENT')
  await writeResults(path, someReading(), work, await fileVersion(path))
})

it('selects the films called Fracture of each study, in one object whatever their order, also after a break', async () => {
  const { work, film } = await run(['ko'])
  const [a, b, c, d] = [await film('1'), await film('2'), await film('3'), await film('4', '1.2.3.9')]
  const fracture = someReading()
  await writeResults(b, fracture, work)
  await writeResults(a, fracture, work)
  await writeResults(c, someReading({ verdict: 'uncertain', probability: 0.4 }), work)
  // What a crash leaves, and the same film once more after it.
  await appendFile(join(work.folder, `.key-objects-${work.run}.jsonl`), '{"copied":{"Patie\n')
  await writeResults(a, fracture, work)
  await writeResults(d, fracture, work)
  const steps = new FailingSteps(work.folder)
  try {
    // What cannot be read just now is not taken for nothing.
    steps.arm(1)
    await expect(finishResults(work)).rejects.toMatchObject({ id: 'results-folder-unwritable' })
  } finally {
    steps.restore()
  }
  const { files } = await finishResults(work)
  expect(files).toHaveLength(2)
  const content = await documentOf(join(work.folder, files[0]!.file))
  if (content?.kind !== 'report') throw new Error('No selection.')
  expect(content.title).toBe('Of Interest')
  const values = content.lines.map(({ value }) => value)
  expect(values.slice(1)).toEqual([`${studyUid}.1.1`, `${studyUid}.1.2`])
  expect((await readdir(work.folder)).sort()).toEqual(['1.2.3.9', studyUid].sort())
  expect(await finishResults(work)).toEqual({ files: [], left: [] })
})

it('selects films of several patients apart, also where they share one study UID', async () => {
  const { work, film } = await run(['ko'])
  const keyImages = [{ frame: 0, text: '' }]
  for (const [instance, id, name] of [
    ['1', 'P1', 'A'],
    ['2', 'P1', 'B'],
    ['3', 'P2', 'A'],
    ['4', '', 'A'],
    ['5', '', 'B'],
  ]) {
    // prettier-ignore
    const path = await film(instance)
    const elements = [
      { tag: 0x00100010, vr: 'PN', value: name },
      { tag: 0x00100020, vr: 'LO', value: id },
      { tag: 0x0020000d, vr: 'UI', value: studyUid },
    ]
    await writeFile(path, resultFilm({ instance, elements }))
    await writeResults(path, someReading(), { ...work, keyImages })
  }
  const { files } = await finishResults(work)
  const contents = await Promise.all(files.map(({ file }) => documentOf(join(work.folder, file))))
  const films = contents.map((content) =>
    content?.kind === 'report' ? content.lines.slice(1).map(({ value }) => value.split('.').at(-1)) : [],
  )
  const apart = [['1', '2'], ['3'], ['4'], ['5']]
  expect(films).toEqual([...apart, ...apart])
})

it('selects the key images of each study in an object of their own, with what was noted of them', async () => {
  const { work, film } = await run(['ko'])
  const [a, b, c] = [await film('1'), await film('2'), await film('3')]
  const uncertain = someReading({ verdict: 'uncertain', probability: 0.4 })
  await writeResults(b, someReading(), { ...work, keyImages: [{ frame: 0, text: 'Scaphoid?' }] })
  await writeResults(a, uncertain, { ...work, keyImages: [{ frame: 0, text: '' }] })
  await writeResults(c, uncertain, { ...work, keyImages: [] })
  const { files } = await finishResults(work)
  expect(files.map(({ kind }) => kind)).toEqual(['ko', 'ko'])
  const contents = await Promise.all(files.map(({ file }) => documentOf(join(work.folder, file))))
  const values = contents.map((content) => (content?.kind === 'report' ? content.lines.map(({ value }) => value) : []))
  expect(values[0]![0]).toMatch(/^Called Fracture/)
  expect(values[0]!.slice(1)).toEqual([`${studyUid}.1.2`])
  expect(values[1]![0]).toMatch(/^Key images that a reader chose/)
  expect(values[1]![0]).toContain('Image 2: Scaphoid?')
  expect(values[1]![0]).not.toContain('Image 1')
  expect(values[1]!.slice(1)).toEqual([`${studyUid}.1.1`, `${studyUid}.1.2`])
  expect(await readdir(work.folder)).toEqual([studyUid])
})

it('selects key images whatever kinds are wanted, and frames that no model reads', async () => {
  const { work, film } = await run(['sr'])
  const path = await film('1')
  await writeFile(path, resultFilm({ frames: 3 }))
  const keyImages = [
    { frame: 0, text: 'First' },
    { frame: 2, text: 'Last' },
  ]
  await writeResults(path, someReading(), { ...work, keyImages })
  const { files } = await finishResults(work)
  expect(files.map(({ kind }) => kind)).toEqual(['ko'])
  const content = await documentOf(join(work.folder, files[0]!.file))
  if (content?.kind !== 'report') throw new Error('No selection.')
  const [said, ...images] = content.lines.map(({ value }) => value)
  expect(said).toContain('Image 2: Last')
  expect(images).toEqual([`${studyUid}.1.1 (1)`, `${studyUid}.1.1 (3)`])
})

it('says that a folder cannot be written', async () => {
  const { work, film } = await run()
  const file = join(await newFolder(), 'file')
  await writeFile(file, '')
  await expect(writeResults(await film('1'), someReading(), { ...work, folder: file })).rejects.toMatchObject({
    id: 'results-folder-unwritable',
  })
})
