import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/application.ts'
import { testEngine } from '#main/app/engineTest.ts'
import { resources } from '#main/app/packageRoot.ts'
import type { AppRouter } from '#main/app/router.ts'
import type { Services } from '#main/app/services.ts'
import type { ReadRequest } from '#main/compute/service.ts'
import type { EngineReport } from '#shared/engine.ts'
import { ProblemError } from '#shared/problem.ts'
import type { Reading } from '#shared/reading.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

let home: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>

async function start() {
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
}

beforeEach(async () => {
  home = await newFolder()
  await start()
})
afterEach(() => application.stop())

describe('the engine', () => {
  it('is that of the settings at once and after a start, and the program’s own choice without', async () => {
    expect((await client.app.about()).engine).toBe('onnx-cpu')
    await client.settings.change({ engine: 'onnx-webgpu' })
    expect((await client.app.about()).engine).toBe('onnx-webgpu')
    expect((await client.engines.doctor()).map(({ name, chosen }) => [name, chosen])).toEqual([['onnx-cpu', false]])
    await application.stop()
    await start()
    expect((await client.app.about()).engine).toBe('onnx-webgpu')
    await client.settings.change({ engine: null })
    expect((await client.engines.doctor()).map(({ chosen }) => chosen)).toEqual([true])
  })
})

describe('an engine under test', () => {
  const usable = { name: 'onnx-webgpu' as const, usable: true, chosen: false, reason: 'Runs.', selfTestMs: 3 }
  const model = { id: 'starter', directory: '' }
  let asked: ReadRequest[]

  function parts(report: EngineReport, read: (request: ReadRequest) => Partial<Reading>) {
    const compute = {
      doctor: async (names: string[]) => (expect(names).toEqual(['onnx-webgpu']), [report]),
      read: async (request: ReadRequest) => (asked.push(request), read(request)),
    }
    return { compute, models: { reference: async () => model }, samples: resources.samples } as unknown as Services
  }
  beforeEach(() => (asked = []))

  it('reads a sample film twice, and once with the processor', async () => {
    const times = [500, 20, 90]
    const services = parts(usable, ({ engine }) => ({ milliseconds: times[asked.length - 1], probability: engine === 'onnx-cpu' ? 0.5 : 0.5625 }))
    expect(await testEngine(services, 'onnx-webgpu')).toEqual({ report: usable, reading: { firstMs: 500, ms: 20, difference: 0.0625 } })
    expect(asked.map(({ engine }) => engine)).toEqual(['onnx-webgpu', 'onnx-webgpu', 'onnx-cpu'])
    expect(new Set(asked.map(({ path }) => path)).size).toBe(1)
  })

  it('is not asked to read where it cannot be used', async () => {
    const report = { ...usable, usable: false, reason: 'No device.' }
    expect(await testEngine(parts(report, () => ({})), 'onnx-webgpu')).toEqual({ report })
    expect(asked).toEqual([])
  })

  it('is of no use where it cannot read, whatever its self-test said', async () => {
    const services = parts(usable, () => {
      throw new ProblemError('engine-failed', 'It broke.')
    })
    expect(await testEngine(services, 'onnx-webgpu')).toEqual({ report: { ...usable, usable: false, reason: 'It broke.' } })
  })
})
