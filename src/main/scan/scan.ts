import { relative, sep } from 'node:path'
import { pMapIterable } from 'p-map'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { ScanSummary, ScanTally } from '#shared/scan.ts'
import { filesAtATime } from '#main/compute/index.ts'
import { FileReader, type FileReaderOptions } from './fileReader.ts'
import { fileFilter } from './filters.ts'
import { errorRow } from './rows.ts'
import type { ScanOutput } from './scanOutput.ts'
import { keepHeapSteady } from './steadyHeap.ts'
import type { Outcome } from './tally.ts'
import { walkAll, type WalkEvent } from '#main/files/index.ts'

/** Outcomes that wait for an earlier file at most; beyond that no more files are taken up. */
const outcomesAhead = 4 * filesAtATime
const millisecondsPerProgress = 250

export type ScanProgress = {
  tally: ScanTally
  /** Files that will have been read or left out in the end; 0 while they are being counted. */
  total: number
  /** Of this sitting; earlier ones may have had another machine. */
  filmsPerSecond: number
}

export type ScanMeans = {
  reader: Omit<FileReaderOptions, 'folder' | 'modalities' | 'force'>
  signal: AbortSignal
  onProgress(progress: ScanProgress): void
}

/**
 * Walks the folder of the output's terms, reads every file and writes its rows in walk order. Resolves with the summary
 * when the report lies under its name; rejects, with the report left so that it can be resumed, with 'cancelled' or
 * with what stopped it.
 */
export async function scan(output: ScanOutput, means: ScanMeans): Promise<ScanSummary> {
  const counting = new AbortController()
  keepHeapSteady()
  try {
    if (!output.complete) await readAll(output, means, counting.signal)
    const summary = summaryOf(output, true)
    await output.finish(summary)
    return summary
  } catch (thrown) {
    // What stopped the scan is told, not what came of tidying up after it.
    await output.leave().catch(() => undefined)
    throw thrown
  } finally {
    counting.abort()
  }
}

/** What the output holds so far. */
export function summaryOf({ terms, tally }: ScanOutput, complete: boolean): ScanSummary {
  const { scanId, model, engine, programVersion, startedAt } = terms
  const filmsPerSecond = tally.milliseconds > 0 ? tally.films / (tally.milliseconds / 1000) : 0
  const endedAt = new Date().toISOString()
  return {
    ...structuredClone(tally),
    scanId,
    complete,
    filmsPerSecond,
    model,
    engine,
    programVersion,
    startedAt,
    endedAt,
  }
}

async function readAll(output: ScanOutput, means: ScanMeans, counting: AbortSignal): Promise<void> {
  const { folder } = output.terms.options
  const total = { files: 0 }
  void countFiles(folder, counting).then(
    (files) => (total.files = files),
    () => undefined,
  )
  const became = outcomeOf(output, means)
  const walked = walkAll(folder, output.after?.split('/'))
  const begun = { at: performance.now(), films: output.tally.films }
  let told = 0
  const tell = (): void => {
    told = performance.now()
    const filmsPerSecond = (output.tally.films - begun.films) / ((told - begun.at) / 1000)
    means.onProgress({ tally: structuredClone(output.tally), total: total.files, filmsPerSecond })
  }
  for await (const { below, outcome } of pMapIterable(walked, became, {
    concurrency: filesAtATime,
    backpressure: outcomesAhead,
  })) {
    if (means.signal.aborted) throw new ProblemError('scan-stopped')
    await output.add(below, outcome)
    if (performance.now() - told >= millisecondsPerProgress) tell()
  }
  await output.flush()
  tell()
}

/** What becomes of one thing that the walk finds. */
function outcomeOf(output: ScanOutput, { reader, signal }: ScanMeans) {
  const { options } = output.terms
  const files = new FileReader({
    ...reader,
    folder: options.folder,
    modalities: options.modalities,
    force: options.force,
  })
  const wanted = fileFilter(options)
  return async (event: WalkEvent): Promise<{ below: string; outcome: Outcome }> => {
    if (signal.aborted) throw new ProblemError('scan-stopped')
    const { path } = event
    const below = relative(options.folder, path).split(sep).join('/')
    const name = options.absolutePaths ? path : below
    if ('skipped' in event) return { below, outcome: { skipped: event.skipped } }
    if ('problem' in event) {
      // Of the folder itself: there is nothing to be scanned.
      if (below === '') throw event.problem
      if (event.problem.code === 'not-found') await files.checkFolder()
      return { below, outcome: { rows: [errorRow(name, toProblem(event.problem), reader.rows)] } }
    }
    return { below, outcome: (await wanted(path, below)) ? await files.read(path, name) : { filtered: true } }
  }
}

async function countFiles(folder: string, signal: AbortSignal): Promise<number> {
  let files = 0
  for await (const event of walkAll(folder)) {
    if (signal.aborted) return 0
    if (!('skipped' in event)) files += 1
  }
  return files
}
