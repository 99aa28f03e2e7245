// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineName, EngineReport } from '#shared/engine.ts'
import { defaultSettings, type Settings, type SettingsChange } from '#shared/settings.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { useEnginesStore } from '#renderer/features/engine/engines.ts'

let settings: Settings
let broken: EngineName | undefined
const report = (name: EngineName): EngineReport => {
  const chosen = name === (settings.engine ?? 'onnx-cpu')
  const usable = name !== broken
  return {
    name,
    finding: usable ? 'runs' : 'no-reading',
    usable,
    chosen,
    use: chosen ? 'best' : 'later',
    reason: usable ? 'Runs.' : 'It broke.',
  }
}
const test = vi.fn()
const doctor = vi.fn()

beforeEach(() => {
  localStorage.clear()
  settings = structuredClone(defaultSettings)
  test.mockReset()
  broken = undefined
  doctor.mockReset().mockImplementation(() => Promise.resolve([report('onnx-cpu'), report('onnx-webgpu')]))
  useFakeConnection({
    app: { about: () => Promise.resolve({ engine: settings.engine ?? 'onnx-cpu' }) },
    engines: { doctor, test },
    settings: {
      change({ engine }: SettingsChange) {
        settings.engine = engine ?? undefined
        return Promise.resolve({ settings, fresh: false })
      },
    },
  })
})

const chosen = () =>
  useEnginesStore()
    .reports.filter((one) => one.chosen)
    .map(({ name }) => name)

describe('engines', () => {
  it('are fixed and left to the program again, and shown as they are then', async () => {
    const engines = useEnginesStore()
    await engines.load()
    expect(chosen()).toEqual(['onnx-cpu'])
    await engines.choose('onnx-webgpu')
    expect([settings.engine, chosen()]).toEqual(['onnx-webgpu', ['onnx-webgpu']])
    await engines.choose(undefined)
    expect([settings.engine, chosen()]).toEqual([undefined, ['onnx-cpu']])
  })

  it('keep what a test found until all are looked at again', async () => {
    const engines = useEnginesStore()
    await engines.load()
    test.mockImplementation(async () => {
      broken = 'onnx-webgpu'
      return { report: report('onnx-webgpu') }
    })
    await engines.test('onnx-webgpu')
    expect(engines.reports[1]).toMatchObject({ usable: false, reason: 'It broke.' })
    expect(engines.tests.size).toBe(1)
    broken = undefined
    await engines.load('forgiving')
    expect(doctor).toHaveBeenLastCalledWith({ examine: 'forgiving' })
    expect([engines.tests.size, engines.reports[1].usable]).toEqual([0, true])
  })
})
