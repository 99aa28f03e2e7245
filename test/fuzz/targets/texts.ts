import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Settings } from '#main/app/settings/settings.ts'
import { readManifest } from '#main/dataset/manifest.ts'
import { readSplit } from '#main/dataset/splitFile.ts'
import { JobStore } from '#main/jobs/index.ts'
import { readMarkFiles } from '#main/marks/index.ts'
import { readJournal } from '#main/scan/journal.ts'
import { RowIndex } from '#main/scan/rowIndex.ts'
import { rowsRequestSchema } from '#shared/scan.ts'
import { fromProblem } from '#shared/problem.ts'
import { defaultSettings } from '#shared/settings.ts'
import { cocoOf, vocOf } from '../../support/markTexts.ts'
import type { Target } from '../target.ts'

const lines = (...all: (string | object)[]): string =>
  all.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('')

/** A text that lies at a path, and what reads it from there. */
function textTarget(
  name: string,
  texts: readonly string[],
  read: (path: string) => unknown,
  fileName = 'file.csv',
): Target {
  return {
    name,
    text: true,
    seeds: async () => texts.map((text) => new TextEncoder().encode(text)),
    start: async (folder) => ({
      take: async (bytes) => {
        await writeFile(join(folder, fileName), bytes)
        await read(join(folder, fileName))
        return 'read'
      },
    }),
  }
}

export const manifest = textTarget(
  'manifest',
  [
    lines(
      'file,label,patient,study,split,site',
      'a/1.png,fracture,p1,s1,train,"x, y"',
      'b.png,no fracture,p2,s2,test,',
    ),
    lines('\u{feff}file,label', '"a ""b"".dcm",1', 'c.dcm,0'),
  ],
  readManifest,
)

const hash = 'a'.repeat(64)
const film = (file: string) => ({ file, label: 0, group: 0, contentHash: hash })
export const split = textTarget(
  'split',
  [lines('file,label,split,group,fold,sha256', `a.png,x,train,0,1,${hash}`, `b/c.png,y,holdout,1,2,${hash}`)],
  (path) => readSplit(path, [film('a.png'), film('b/c.png')]),
)

export const marks: Target = {
  ...textTarget('marks', [], () => undefined),
  seeds: async () =>
    [
      JSON.stringify(cocoOf({ 'a.jpg': { size: [40, 30], boxes: [[1, 2, 3, 4]] }, 'c.jpg': {} })),
      vocOf('a.png', [40, 30], [['fractured', [1, 2, 30, 20]]]),
      lines('file,x,y,width,height,category', 'a.png,1,2,3,4,fractured', 'b.png,,,,,'),
      lines('0 0.5 0.5 0.2 0.2', '1 0.1 0.1 0.2 0.1 0.2 0.2'),
      lines('path: ..', 'nc: 2', 'names:', '  0: fractured', '  1: healthy'),
    ].map((text) => new TextEncoder().encode(text)),
  start: async (folder) => ({
    take: async (bytes, index) => {
      const names = ['a.json', 'a.xml', 'a.csv', 'a.txt', 'a.yaml']
      const path = join(folder, names[index % names.length]!)
      await writeFile(path, bytes)
      const [{ problem }] = await readMarkFiles([path])
      if (problem) throw fromProblem(problem)
      return 'read'
    },
  }),
}

const tally = {
  files: 2,
  rows: 2,
  films: 2,
  verdicts: { fracture: 2 },
  errors: {},
  filtered: 0,
  skipped: {},
  milliseconds: 5,
}
const terms = {
  formatVersion: 1,
  scanId: 's1',
  options: { folder: '/films', modalities: ['DX'] },
  style: { format: 'csv', bom: false },
  model: { id: 'starter', name: 'Starter', sha256: hash },
  engine: 'onnx-cpu',
  programVersion: '0.1.0',
  startedAt: '2026-01-02T03:04:05.000Z',
}
export const journal = textTarget(
  'journal',
  [lines(terms, { after: 'a/1.png', bytes: 100, tally, complete: false }, { bytes: 200, tally, complete: true })],
  readJournal,
)

const row = {
  file: 'a/ü 1',
  frame: 0,
  verdict: 'fracture',
  probability: 0.9,
  model: 'm',
  model_sha256: 'h',
  engine: 'onnx-cpu',
  program_version: '0',
  read_at: '2026-01-02T03:04:05.000Z',
}
export const rows = textTarget('rows of a scan', [lines(row, { ...row, file: 'b', frame: 1 }, row)], async (path) => {
  const index = new RowIndex(path)
  await index.page(rowsRequestSchema.parse({ scanId: 's', search: 'a', sort: 'probability' }))
})

export const jobFile: Target = {
  ...textTarget('job', [
    lines({
      formatVersion: 1,
      owner: { pid: 1, since: 0 },
      job: { jobId: '0a0a0a0a-0000-4000-8000-000000000000', runId: 'r', kind: 'training', state: 'running', createdAt: '2026-01-02T03:04:05.000Z' },
    }),
  ], () => undefined), // prettier-ignore
  start: async (folder) => {
    const runs = join(folder, 'runs')
    return {
      take: async (bytes) => {
        await rm(runs, { recursive: true, force: true })
        await mkdir(join(runs, '0a0a0a0a-0000-4000-8000-000000000000'), { recursive: true })
        await writeFile(join(runs, '0a0a0a0a-0000-4000-8000-000000000000', 'job.json'), bytes)
        const store = await JobStore.open(runs, {})
        store.list()
        return 'read'
      },
    }
  },
}

export const settings: Target = {
  name: 'settings',
  text: true,
  seeds: async () =>
    [
      lines({ formatVersion: 2, settings: defaultSettings }),
      lines({ formatVersion: 1, settings: { language: 'de' } }),
    ].map((text) => new TextEncoder().encode(text)),
  start: async (folder) => ({
    take: async (bytes) => {
      for (const name of await readdir(folder)) await rm(join(folder, name), { force: true })
      await writeFile(join(folder, 'settings.json'), bytes)
      const kept = new Settings(join(folder, 'settings.json'))
      kept.change({ language: 'de' })
      return kept.state().problem?.code ?? 'read'
    },
  }),
}
