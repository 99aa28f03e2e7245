import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FileHeader } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import type { ComputeService, PlainReading } from '#main/compute/index.ts'
import { readLabelled } from '#main/evaluation/readLabelled.ts'
import { newFolder } from '../../support/folder.ts'

const header: FileHeader = {
  format: 'png',
  rows: 2,
  columns: 2,
  frames: 1,
  bitsAllocated: 8,
  bitsStored: 8,
  signed: false,
  photometric: 'GREY',
  lossy: false,
  spacing: { calibration: 'none' },
}

let folder: string
let progress: string[]

/**
 * A compute process that takes a film's probability from its name, `0.7 b` for model b; `crash 0.7` and `broken 0.7`
 * cannot be read.
 */
const compute: Pick<ComputeService, 'header' | 'film' | 'readFile'> = {
  header: async (path) => {
    if (path.includes('notes')) throw new ProblemError('format-unknown')
    return { ...header, ...(path.includes('patient') ? { patientId: 'one' } : {}) }
  },
  film: () => Promise.reject(new Error('Nobody asked for pixels.')),
  readFile: async ({ path, model }) => {
    if (path.includes('crash')) throw new ProblemError('compute-crashed')
    const frame = 0
    if (path.includes('broken'))
      return { header, total: 1, frames: [{ frame, problem: { code: 'truncated', message: 'Cut short.' } }] }
    const probability = Number(/0\.\d+/.exec(basename(path))![0]) / (model.id === 'b' ? 2 : 1)
    return { header, total: 1, frames: [{ frame, reading: { probability } as PlainReading }] }
  },
}

beforeEach(async () => {
  folder = await newFolder()
  progress = []
})

async function films(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), name)
  }
}

function read(choices: { part?: 'holdout'; groupPattern?: string } = {}) {
  const models = ['a', 'b'].map((id) => ({ id, directory: id }))
  const context = {
    signal: new AbortController().signal,
    onProgress: ({ stage, done, total }: { stage: string; done: number; total: number }) =>
      progress.push(`${stage} ${done}/${total}`),
  }
  return readLabelled(compute, { folder, models, engine: 'onnx-cpu', ...choices }, context)
}

describe('readLabelled', () => {
  it('reads every film with every model', async () => {
    await films('Fractured/patient 0.9.png', 'Fractured/0.4.png', 'Normal/patient 0.2.png')
    const result = await read()
    const byFile = Object.fromEntries(result.films.map((film) => [film.file, film]))
    expect(byFile['Fractured/patient 0.9.png']).toMatchObject({ fractured: true, probabilities: [0.9, 0.45] })
    expect(byFile['Normal/patient 0.2.png']).toMatchObject({ fractured: false, probabilities: [0.2, 0.1] })
    expect(byFile['Normal/patient 0.2.png'].group).toBe(byFile['Fractured/patient 0.9.png'].group)
    expect(byFile['Fractured/0.4.png'].group).not.toBe(byFile['Normal/patient 0.2.png'].group)
    expect(result.unread).toEqual([])
    expect(progress.at(-1)).toBe('read 3/3')
  })

  it('ties films by a pattern, and refuses one that is none before it looks at a film', async () => {
    await films('Fractured/p1_0.9.png', 'Fractured/p2_0.8.png', 'Normal/p1_0.2.png', 'Normal/p3_0.3.png')
    const grouped = await read({ groupPattern: String.raw`^(p\d+)_` })
    const groupOf = Object.fromEntries(grouped.films.map(({ file, group }) => [file, group]))
    expect(groupOf['Normal/p1_0.2.png']).toBe(groupOf['Fractured/p1_0.9.png'])
    expect(new Set(Object.values(groupOf)).size).toBe(3)
    progress = []
    await expect(read({ groupPattern: '(' })).rejects.toMatchObject({ id: 'group-pattern-invalid' })
    expect(progress).toEqual([])
  })

  it('lists what cannot be read; it costs no other film', async () => {
    await films(
      'Fractured/0.9.png',
      'Fractured/crash 0.8.png',
      'Normal/0.2.png',
      'Normal/broken 0.3.png',
      'Normal/notes.txt',
    )
    const { films: readFilms, unread } = await read()
    expect(readFilms).toHaveLength(2)
    expect(unread.map(({ file, problem }) => `${file} ${problem.code}`).sort()).toEqual([
      'Fractured/crash 0.8.png compute-crashed',
      'Normal/broken 0.3.png truncated',
      'Normal/notes.txt not-an-image',
    ])
  })

  it('reads only the part that is wanted', async () => {
    await films('train/Fractured/0.9.png', 'train/Normal/0.1.png', 'test/Fractured/0.8.png', 'test/Normal/0.3.png')
    expect((await read({ part: 'holdout' })).films.map(({ file }) => file).sort()).toEqual([
      'test/Fractured/0.8.png',
      'test/Normal/0.3.png',
    ])
  })

  it('refuses data that cannot be measured', async () => {
    await films('Fractured/0.9.png', 'Normal/broken 0.2.png')
    await expect(read()).rejects.toMatchObject({ code: 'not-enough-data' })
    await writeFile(join(folder, 'Normal', 'broken 0.2.png'), 'Fractured/0.9.png')
    await expect(read()).rejects.toMatchObject({ code: 'dataset-invalid' })
  })

  it('ends where the model cannot be used at all', async () => {
    await films('Fractured/0.9.png', 'Normal/0.2.png')
    const broken = { ...compute, readFile: () => Promise.reject(new ProblemError('model-weights-other')) }
    const request = { folder, models: [{ id: 'a', directory: 'a' }], engine: 'onnx-cpu' as const }
    await expect(
      readLabelled(broken, request, { signal: new AbortController().signal, onProgress: () => undefined }),
    ).rejects.toMatchObject({ code: 'model-invalid' })
  })

  it('ends when it is told to', async () => {
    await films('Fractured/0.9.png', 'Normal/0.2.png')
    const abort = new AbortController()
    const request = { folder, models: [{ id: 'a', directory: 'a' }], engine: 'onnx-cpu' as const }
    const onProgress = ({ stage }: { stage: string }): void =>
      void (stage === 'inspect' && abort.abort(new Error('enough')))
    await expect(readLabelled(compute, request, { signal: abort.signal, onProgress })).rejects.toThrow('enough')
  })
})
