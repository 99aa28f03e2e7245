import type { AuditAction, AuditNote } from '#shared/audit.ts'

/** What is noted of a call; films and models still by the ids that they have here. */
export type Audited = Omit<AuditNote, 'film' | 'model'> & { filmId?: string; modelId?: string }

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract has checked what comes and what goes
type Noting = (input: any, output: any) => Audited | undefined
const just =
  (action: AuditAction): Noting =>
  () => ({ action })

/**
 * Calls of which an entry tells once they have succeeded; of those that tell how far they are, each thing that is told.
 * The worklist's own readings, which it shows as a verdict beside a film, are noted when they come to it, as those that
 * somebody asks for.
 */
const audited: Readonly<Record<string, Noting>> = {
  'readings.read': ({ filmId, frame }, { model, verdict }) => ({ action: 'reading-shown', filmId, frame, modelId: model.id, words: [verdict] }),
  'readings.verdict': ({ filmId, frame }, { mark }) =>
    mark?.verdict === undefined ? undefined : { action: 'verdict-listed', filmId, frame, words: [mark.verdict] },
  'results.write': ({ filmId, reading }) => ({ action: 'results-written', filmId, frame: reading.frame, modelId: reading.model.id }),
  'results.finish': ({ modelId }) => ({ action: 'results-written', modelId }),
  'results.download': ({ filmId, reading }) => ({ action: 'results-written', filmId, frame: reading.frame, modelId: reading.model.id }),
  'library.review': ({ filmId, frame, opinion }) => ({ action: 'review-saved', filmId, frame, words: [opinion ?? 'none'] }),
  'library.saveAnnotations': ({ filmId, annotations }) => ({ action: 'annotations-saved', filmId, count: annotations.length }),
  'library.saveNote': ({ filmId, frame, key }) => ({ action: 'note-saved', filmId, frame, words: key === undefined ? ['text'] : [key ? 'key-image' : 'no-key-image'] }),
  'library.setPrivate': ({ on }) => ({ action: 'private-mode', words: [on ? 'on' : 'off'] }),
  'library.forget': ({ filmIds }) => ({ action: 'films-forgotten', count: filmIds.length }),
  'marks.save': ({ filmId, frame, answer, marks }) => ({ action: 'marks-saved', filmId, frame, words: [answer], count: marks.length }),
  'marks.undo': ({ filmId, frame }) => ({ action: 'marks-undone', filmId, frame }),
  'marks.remove': ({ filmId, frame }) => ({ action: 'marks-removed', filmId, frame }),
  'marks.exportFolder': (_, { films }) => ({ action: 'marks-exported', count: films }),
  'marks.exportKept': (_, { films }) => ({ action: 'marks-exported', count: films }),
  'marks.download': just('marks-exported'),
  'reviews.export': (_, { reviews }) => ({ action: 'reviews-exported', count: reviews }),
  'models.export': ({ modelId, along }) => ({ action: 'model-exported', modelId, count: along?.columns?.length ?? 0 }),
  'models.download': ({ modelId, along, format }) => ({ action: 'model-exported', modelId, words: [format], count: along?.columns?.length ?? 0 }),
  'models.fit': (_, { type, model }) => (type === 'fitted' ? { action: 'model-fitted', modelId: model.id } : undefined),
  'models.import': (_, { id }) => ({ action: 'model-imported', modelId: id }),
  'training.start': ({ mode }, { jobId }) => ({ action: 'training-started', job: jobId, words: [mode] }),
  'training.resume': (_, { jobId }) => ({ action: 'training-started', job: jobId }),
  'training.discard': ({ runId }) => ({ action: 'training-discarded', job: runId }),
  'training.saveLabels': (_, { corrected, leftOut }) => ({ action: 'labels-saved', count: corrected + leftOut }),
  'training.exportRun': ({ runId }) => ({ action: 'run-exported', job: runId }),
  'scans.start': (_, { scanId }) => ({ action: 'scan-started', job: scanId }),
  'scans.resume': (_, { scanId }) => ({ action: 'scan-started', job: scanId }),
  'scans.export': ({ scanId }) => ({ action: 'scan-exported', job: scanId }),
  'scans.remove': ({ scanId }) => ({ action: 'scan-removed', job: scanId }),
  'privacy.clear': ({ kind }) => ({ action: 'data-cleared', words: [kind] }),
  'pacs.add': ({ kind }) => ({ action: 'connection-added', words: [kind] }),
  'pacs.remove': just('connection-removed'),
  'node.change': ({ on }) => ({ action: 'node-switched', words: [on ? 'on' : 'off'] }),
  'node.forget': () => ({ action: 'data-cleared', words: ['node'] }),
  'settings.change': (change) => ({ action: 'settings-changed', words: Object.keys(change) }),
  'settings.adopt': just('settings-changed'),
  'runtimes.remove': ({ name }) => ({ action: 'runtime-removed', words: [name] }),
} // prettier-ignore

/** What only looks, or changes nothing that lasts. A route is in one of the two lists; a test asks for it. */
export const unaudited: ReadonlySet<string> = new Set([
  'app.about', 'folders.list', 'reviews.agreement', 'reviews.differences', 'reviews.kept',
  'fleet.show', 'pacs.list', 'pacs.test', 'pacs.query', 'pacs.fetch', 'pacs.send', 'node.show', 'node.open', 'readings.seen', 'studies.documents', 'studies.reopen', 'privacy.verifyCaches', 'audit.list', 'audit.verify', 'studies.open', 'studies.upload', 'studies.samples', 'studies.list', 'studies.close',
  // Noted by themselves, when they have come to their end.
  'deidentify.export', 'runtimes.install', 'models.activate', 'models.rollback', 'models.delete',
  'studies.closeMany', 'studies.pixels', 'studies.preview', 'studies.thumbnail', 'studies.tags', 'studies.info', 'uploads.append', 'uploads.drop',
  'library.state', 'library.watch', 'library.marks', 'library.annotations', 'library.notes', 'marks.list', 'models.list', 'models.show', 'models.summary',
  'models.versions', 'models.reportPage', 'models.evaluate', 'models.compare', 'training.inspect', 'training.checkShortcuts', 'training.picture',
  'training.estimate', 'training.runs', 'training.course', 'training.reviewed', 'training.report', 'training.thumbnail', 'scans.list',
  'scans.rows', 'scans.row', 'scans.compare', 'jobs.list', 'jobs.watch', 'jobs.cancel', 'privacy.storage', 'settings.show',
  'settings.dismissProblem', 'engines.doctor', 'engines.test', 'runtimes.list',
]) // prettier-ignore

export const isAudited = (route: string): boolean => Object.hasOwn(audited, route)

/** Undefined for a call of which nothing is noted. */
export function auditedCall(route: string, input: unknown, output: unknown): Audited | undefined {
  return isAudited(route) ? audited[route](input, output) : undefined
}
