import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { inProcessService } from '#main/worker/inProcess.ts'
import { newFolder } from '../../support/folder.ts'
import { writeTestModel } from '../../support/testModel.ts'

function service() {
  let open = 0
  let made = 0
  const refuse = (): Promise<never> => Promise.reject(new ProblemError('format-unknown'))
  const newPool = () => {
    open++
    made++
    const methods = {
      header: refuse,
      film: refuse,
      inputs: refuse,
      tags: refuse,
      thumbnail: refuse,
      info: refuse,
      unpack: refuse,
      document: refuse,
      results: refuse,
      deidentify: refuse,
    }
    return { ...methods, close: async () => void open-- }
  }
  return { ...inProcessService(newPool, { progress: () => undefined }), open: () => open, made: () => made }
}

it('closes every decoder that it opened, also when a training fails', async () => {
  const compute = service()
  const folder = await newFolder()
  const training = compute.train({
    jobId: 'job',
    folder: join(folder, 'missing'),
    name: 'Model',
    modelId: 'model',
    programVersion: '0.1.0',
    startFrom: { id: 'starter', directory: folder },
    settings: { mode: 'heads', preset: 'default', seed: 1, epochs: 1, classWeights: 'none' },
    engine: 'onnx-cpu',
    outputDirectory: folder,
    cacheDirectory: folder,
    runDirectory: folder,
  })
  await expect(training).rejects.toBeInstanceOf(ProblemError)
  expect([compute.made(), compute.open()]).toEqual([2, 1])
  await compute.dispose()
  expect(compute.open()).toBe(0)
})

it('inspects with threads of its own, and ends as cancelled when it is told to', async () => {
  const folder = await newFolder()
  for (const [name, label] of [
    ['a', 'Normal'],
    ['b', 'Fractured'],
  ]) {
    await mkdir(join(folder, label))
    await writeFile(join(folder, label, name), name)
  }
  const compute = service()
  const request = { jobId: 'job', folder, seed: 1, newSplit: false, sheet: false, cacheDirectory: await newFolder() }
  const { inspection } = await compute.inspect(request)
  expect(inspection.unreadable.map(({ file, problem }) => [file, problem.code])).toEqual([
    ['Fractured/b', 'not-an-image'],
    ['Normal/a', 'not-an-image'],
  ])
  const again = compute.inspect(request)
  await compute.cancel('job')
  await expect(again).rejects.toMatchObject({ code: 'cancelled' })
  expect([compute.made(), compute.open()]).toEqual([3, 1])
  await compute.dispose()
})

it('passes on why a film cannot be read, and ignores a job that it does not know', async () => {
  const compute = service()
  const model = { id: 'plain', directory: await newFolder() }
  await writeTestModel(model.directory, { id: 'plain' })
  await expect(compute.read({ path: '', frame: 0, model, engine: 'onnx-cpu' })).rejects.toMatchObject({
    code: 'not-an-image',
  })
  const whole = { path: '', from: 0, modalities: [], model, engine: 'onnx-cpu' as const }
  await expect(compute.readFile(whole)).rejects.toMatchObject({ code: 'not-an-image' })
  await compute.cancel('nothing')
  await compute.dispose()
})
