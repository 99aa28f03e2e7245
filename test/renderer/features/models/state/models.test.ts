import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ComparisonEvent } from '#shared/evaluation.ts'
import { events, problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { useAppStore } from '#renderer/base/connection/app.ts'
import { useModelsStore } from '#renderer/features/models/state/models.ts'

const versions = vi.fn()
const remove = vi.fn()
const importModel = vi.fn()
const compare = vi.fn()
const download = vi.fn()
const exportModel = vi.fn()
const report = vi.fn()
const about = vi.fn()

beforeEach(() => {
  versions
    .mockReset()
    .mockResolvedValue({ models: [{ id: 'starter' }], damaged: [{ id: 'half' }], previous: { id: 'old', name: 'Old' } })
  about.mockReset().mockResolvedValue({ version: '1' })
  for (const call of [remove, importModel, compare, download, exportModel, report]) call.mockReset()
  useFakeConnection({
    app: { about },
    models: { versions, delete: remove, import: importModel, compare, download, export: exportModel },
    training: { report },
  })
})

describe('the models', () => {
  it('are loaded again, with all that shows them, after a change', async () => {
    const models = useModelsStore()
    remove.mockResolvedValue({ id: 'starter' })
    expect(await models.remove('mine')).toEqual({ id: 'starter' })
    expect(remove.mock.calls).toEqual([[{ modelId: 'mine', evenIfActive: true }]])
    expect([
      models.versions.length,
      models.damaged.length,
      models.previous?.name,
      useAppStore().about?.version,
    ]).toEqual([1, 1, 'Old', '1'])
  })

  it('say why a file is none of them, and are as before', async () => {
    const models = useModelsStore()
    importModel.mockRejectedValue(
      problemError({ code: 'model-invalid', message: 'This exported model cannot be taken.' }),
    )
    expect(await models.importFrom('/tmp/model.zip')).toBeUndefined()
    expect(models.failure?.problem.message).toBe('This exported model cannot be taken.')
    expect(versions).not.toHaveBeenCalled()
    expect(models.busy).toBeUndefined()
    importModel.mockResolvedValue({ id: 'mine' })
    await models.retry()
    expect(importModel.mock.calls).toEqual([[{ file: '/tmp/model.zip' }], [{ file: '/tmp/model.zip' }]])
    expect([models.failure, models.versions.length]).toEqual([undefined, 1])
  })

  it('name only those columns of the data elsewhere that their owner chose', async () => {
    const models = useModelsStore()
    const group = (column: string, value: string) => ({ column, value })
    report.mockResolvedValue({ columns: [group('site', 'North'), group('site', 'South'), group('machine', 'A')] })
    const model = { id: 'mine', hasReport: true } as never
    expect(await models.columns(model)).toEqual([
      { name: 'site', values: ['North', 'South'] },
      { name: 'machine', values: ['A'] },
    ])
    expect(await models.columns({ id: 'starter', hasReport: false } as never)).toEqual([])
    download.mockResolvedValue(new File([], 'mine.zip'))
    exportModel.mockResolvedValue({ bytes: 1 })
    await models.download('mine', 'archive', { columns: ['site'] })
    await models.exportTo('mine', '/tmp/m.zip', { name: 'Wrists', columns: [] })
    await models.download('mine', 'onnx')
    expect([...download.mock.calls, ...exportModel.mock.calls]).toEqual([
      [{ modelId: 'mine', format: 'archive', along: { columns: ['site'] } }],
      [{ modelId: 'mine', format: 'onnx' }],
      [{ modelId: 'mine', file: '/tmp/m.zip', along: { name: 'Wrists', columns: [] } }],
    ])
  })

  it('do one thing at a time', async () => {
    const models = useModelsStore()
    const first = Promise.withResolvers()
    importModel.mockReturnValue(first.promise)
    const importing = models.importFrom('a')
    expect(models.busy).toBe('import')
    expect(await models.remove('b')).toBeUndefined()
    expect(remove).not.toHaveBeenCalled()
    first.resolve({ id: 'a' })
    await importing
  })
})

describe('a comparison', () => {
  const progress: ComparisonEvent = { type: 'progress', stage: 'read', done: 1, total: 2 }
  const compared = { type: 'compared', unread: [] } as unknown as ComparisonEvent

  it('is told as it goes, and stays when it is done', async () => {
    const models = useModelsStore()
    Object.assign(models.form, { a: 'a', b: 'b', folder: ' /films ' })
    compare.mockResolvedValue(events(progress, compared))
    await models.compare()
    expect(compare.mock.calls[0][0]).toEqual({ a: 'a', b: 'b', folder: '/films', unseen: true })
    expect(models.progress).toEqual(progress)
    expect(models.compared).toEqual(compared)
    expect(models.comparing).toBeUndefined()
  })

  it('can be stopped, which is no failure', async () => {
    const models = useModelsStore()
    compare.mockImplementation(
      (_: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    const comparing = models.compare()
    models.stopComparing()
    await comparing
    expect([models.comparing, models.compared, models.comparisonFailure]).toEqual([undefined, undefined, undefined])
  })

  it('says why it could not be made', async () => {
    const models = useModelsStore()
    compare.mockRejectedValue(problemError({ code: 'not-found', message: 'There is no such folder.' }))
    await models.compare()
    expect(models.comparisonFailure?.problem.code).toBe('not-found')
  })
})
