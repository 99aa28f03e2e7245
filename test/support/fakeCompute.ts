import { setTimeout as sleep } from 'node:timers/promises'
import { engineNames } from '#shared/engine.ts'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { ProblemError } from '#shared/problem.ts'
import { parentChannel } from '#main/worker/parentChannel.ts'
import { serveCompute, type ComputeService } from '#main/compute/index.ts'
import { fakeExamination, fakeReading, fakeWork } from './fakeEngines.ts'
import { fakeRead } from './fakeReadings.ts'

/** A compute process that decodes nothing: the name of a file says what happens to it. */
const channel = parentChannel()
const cancelled = new Map<string, () => void>()

const header: FileHeader = {
  format: 'png',
  rows: 2,
  columns: 3,
  frames: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: true,
  photometric: 'GREY',
  lossy: false,
  spacing: { calibration: 'none' },
}

const film: GreyFilm = {
  rows: 2,
  columns: 3,
  slope: 1,
  intercept: 0,
  window: { center: 0, width: 10, function: 'LINEAR' },
  windows: [],
  inverted: false,
  minimum: -2,
  maximum: 3,
  warnings: [],
  values: Int16Array.of(-2, -1, 0, 1, 2, 3),
}

/** As large as a real film, with a value of its own at each place; `seed` is the digit that its path ends with. */
function largeFilm(seed: number): GreyFilm {
  const values = Uint16Array.from({ length: 2500 * 3000 }, (_, index) => (index * 31_337 + seed) % 65_521)
  return { ...film, rows: 3000, columns: 2500, minimum: 0, maximum: 65_520, values }
}

async function fate(path: string): Promise<void> {
  if (path.endsWith('crash')) process.kill(process.pid, 'SIGKILL')
  if (path.endsWith('hang')) for (;;);
  if (path.endsWith('slow')) await sleep(60_000)
  if (path.endsWith('brief')) await sleep(1_000)
  if (path.endsWith('damaged')) throw new ProblemError('image-truncated', { where: '(7FE0,0010)' })
  if (path.endsWith('unforeseen')) throw new TypeError(`Anna Muster in ${path}`)
}

serveCompute(channel, (host): ComputeService => ({
  header: async (path) => {
    await fate(path)
    return { ...header, patientId: String(process.pid) }
  },
  film: async (path) => {
    await fate(path)
    const large = /(large|cut)(\d)$/.exec(path)
    // Dies while the answer is on its way.
    if (large?.[1] === 'cut') setImmediate(() => process.kill(process.pid, 'SIGKILL'))
    return large ? largeFilm(Number(large[2])) : film
  },
  preview: async () => null,
  tags: async (path) => {
    await fate(path)
    return [
      {
        tag: '(0010,0010)',
        vr: 'PN',
        keyword: 'PatientName',
        private: false,
        depth: 0,
        value: 'Made^Phantom',
        cut: false,
      },
    ]
  },
  thumbnail: async (path) => {
    await fate(path)
    return Uint8Array.of(1, 2, 3)
  },
  info: async (path) => {
    await fate(path)
    return { ...header, window: film.window, windowFrom: 'values', warnings: [], pixelsSha256: '00' }
  },
  unpack: async () => undefined,
  read: async ({ path, engine }) => {
    await fate(path)
    return fakeReading(engine)
  },
  readFile: async ({ path, engine }) => {
    await fate(path)
    await sleep(5)
    fakeWork(engine)
    return fakeRead()
  },
  document: async () => undefined,
  results: async ({ path }) => {
    await fate(path)
    return { files: [], left: [] }
  },
  deidentify: async ({ path }) => {
    await fate(path)
    return { files: ['film.dcm'], dicom: true, warnings: [], replaced: [] }
  },
  finishResults: async () => ({ files: [], left: [] }),
  train: async ({ jobId, folder }) => {
    host.progress(jobId, { stage: 'features', done: 1, total: 2, numbers: { loss: 0.5 } })
    await fate(folder)
    await new Promise<void>((resolve) => {
      if (!folder.endsWith('deaf')) cancelled.set(jobId, resolve)
    })
    throw new ProblemError('work-ended')
  },
  inspect: async ({ jobId, folder }) => {
    host.progress(jobId, { stage: 'inspect', done: 1, total: 2, numbers: {} })
    await fate(folder)
    await new Promise<void>((resolve) => cancelled.set(jobId, resolve))
    throw new ProblemError('work-ended')
  },
  checkShortcuts: async ({ jobId }) => {
    host.progress(jobId, { stage: 'cover', done: 1, total: 2, numbers: {} })
    await new Promise<void>((resolve) => cancelled.set(jobId, resolve))
    throw new ProblemError('work-ended')
  },
  readMarks: async (paths) => paths.map((path) => ({ path })),
  exportMarks: async ({ jobId }) => {
    await new Promise<void>((resolve) => cancelled.set(jobId, resolve))
    throw new ProblemError('work-ended')
  },
  estimate: async ({ jobId }) => {
    await new Promise<void>((resolve) => cancelled.set(jobId, resolve))
    throw new ProblemError('work-ended')
  },
  verifyCaches: async () => ({ entries: 0, damaged: 0, bytes: 0, removed: 0 }),
  writeOnnx: async () => {
    throw new ProblemError('engine-stopped')
  },
  writeTrunk: async () => {
    throw new ProblemError('engine-stopped')
  },
  writeFitted: async () => {
    throw new ProblemError('engine-stopped')
  },
  unpackModel: async () => {
    throw new ProblemError('model-weights-other')
  },
  cancel: async (jobId) => cancelled.get(jobId)?.(),
  doctor: async (names = engineNames) => names.map(fakeExamination),
}))

channel.onClosed(() => process.exit(0))
