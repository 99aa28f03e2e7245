// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { defaultSettings, type Settings, type SettingsChange, type SettingsState } from '#shared/settings.ts'
import { problemError, useFakeConnection } from '../../support/fakeConnection.ts'
import { useOverlaysStore } from '#renderer/features/reading/state/overlays.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'

let program: Settings
let fresh: boolean
let connection: ReturnType<typeof useFakeConnection>
const state = (): SettingsState => ({ settings: structuredClone(program), fresh })
const change = vi.fn()
const adopt = vi.fn()

beforeEach(() => {
  localStorage.clear()
  program = structuredClone(defaultSettings)
  fresh = true
  change.mockReset().mockImplementation((wanted: SettingsChange) => {
    program = { ...program, ...(wanted as Partial<Settings>) }
    fresh = false
    return Promise.resolve(state())
  })
  adopt.mockReset().mockImplementation(({ kept }: { kept: Partial<Settings> }) => {
    program = { ...program, ...kept }
    fresh = false
    return Promise.resolve(state())
  })
  connection = useFakeConnection({ settings: { show: () => Promise.resolve(state()), change, adopt } })
})

const settled = async () => {
  for (let i = 0; i < 10; i++) await nextTick()
}

describe('the settings of the page', () => {
  it('come from the program, and what is chosen goes there, by itself', async () => {
    program.anonymous = true
    const settings = useSettingsStore()
    await settings.load()
    expect(settings.anonymous).toBe(true)
    expect(change).not.toHaveBeenCalled()
    settings.readOnOpening = false
    await settled()
    expect(change.mock.calls).toEqual([[{ readOnOpening: false }]])
    expect(program).toMatchObject({ anonymous: true, readOnOpening: false })
  })

  it('hand over once what the browser kept before', async () => {
    localStorage.setItem('fractureguard.settings', '{"toured":true}')
    await useSettingsStore().load()
    expect(adopt.mock.calls).toEqual([[{ kept: { toured: true } }]])
    expect(localStorage.getItem('fractureguard.settings')).toBeNull()
  })

  it('do not hand it over where the program keeps something already', async () => {
    fresh = false
    localStorage.setItem('fractureguard.settings', '{"toured":true}')
    await useSettingsStore().load()
    expect(adopt).not.toHaveBeenCalled()
    expect(localStorage.getItem('fractureguard.settings')).toBeNull()
  })

  it('wait for a lost connection', async () => {
    const settings = useSettingsStore()
    await settings.load()
    connection.enter({ kind: 'lost', retryAt: 0 } as never)
    settings.anonymous = true
    await settled()
    expect(change).not.toHaveBeenCalled()
    program.toured = true
    connection.enter({ kind: 'connected' })
    await settings.load()
    expect(change.mock.calls).toEqual([[{ anonymous: true }]])
    expect([settings.anonymous, settings.toured]).toEqual([true, true])
  })

  it('say why they were not kept, and stay as chosen for the next try', async () => {
    const settings = useSettingsStore()
    await settings.load()
    change.mockRejectedValueOnce(problemError({ code: 'disk-full', message: 'The disk is full.' }))
    settings.anonymous = true
    await settled()
    expect(settings.failure?.problem.message).toBe('The disk is full.')
    expect(settings.anonymous).toBe(true)
    await settings.save()
    expect([settings.failure, program.anonymous]).toEqual([undefined, true])
  })

  it('take a fixed engine back', async () => {
    program.engine = 'onnx-webgpu'
    const settings = useSettingsStore()
    await settings.load()
    settings.engine = undefined
    await settled()
    expect(change.mock.calls).toEqual([[{ engine: null }]])
  })

  it('set how overlays begin', async () => {
    const settings = useSettingsStore()
    const overlays = useOverlaysStore()
    await settings.load()
    overlays.evidence.opacity = 0.1
    settings.overlays.gating.visible = true
    await settled()
    expect([overlays.gating.visible, overlays.evidence.opacity]).toEqual([true, 0.6])
  })
})
