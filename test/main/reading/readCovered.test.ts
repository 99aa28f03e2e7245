import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Random } from '#main/network/random.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import type { FilmDecoder } from '#main/reading/filmDecoder.ts'
import { Reader } from '#main/reading/reader.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { readFile } from '#main/worker/readFile.ts'
import { newFolder } from '../../support/folder.ts'
import { writeLimbFilm } from '../../support/limbFilms.ts'
import { writeTestModel } from '../../support/testModel.ts'

it('reads a covered film with the real network: what the limb holds changes nothing, a marker does', async () => {
  const root = await newFolder()
  await writeTestModel(join(root, 'model'), { id: 'random' })
  const signs = { plain: {}, bar: { bar: true }, marker: { marker: true } }
  for (const [name, sign] of Object.entries(signs)) await writeLimbFilm(join(root, `${name}.png`), sign, new Random(4))
  const reader = new Reader()
  const decoder = { ...studyDecoder, inputs: fileInputs } as unknown as FilmDecoder
  const read = async (name: string, withoutAnatomy: boolean): Promise<number> => {
    const model = { id: 'random', directory: join(root, 'model') }
    const request = { path: join(root, `${name}.png`), model, engine: 'onnx-cpu' as const, from: 0, modalities: [] }
    const { frames } = await readFile({ reader, decoder }, { ...request, force: true, withoutAnatomy })
    if ('problem' in frames[0]) throw new Error(frames[0].problem.message)
    return frames[0].reading.probability
  }
  const [plain, bar, marker] = await Promise.all(['plain', 'bar', 'marker'].map((name) => read(name, true)))
  expect(await read('bar', false)).not.toBe(await read('plain', false))
  expect(await read('plain', false)).not.toBe(plain)
  expect(marker).not.toBe(plain)
  expect(Math.abs(bar - plain)).toBeLessThan(Math.abs(marker - plain) / 2)
  await reader.dispose()
})
