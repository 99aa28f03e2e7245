import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { EngineName, EngineReport, EngineTest, ExamineMode } from '#shared/engine.ts'
import { toFailure, type Failure } from '#renderer/base/connection/failure.ts'
import { useConnection } from '#renderer/base/connection/session.ts'
import { useAppStore } from '#renderer/base/connection/app.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'

/** Which engines are here, which of them is used, and what came of trying them. */
export const useEnginesStore = defineStore('engines', () => {
  const { client } = useConnection()
  const app = useAppStore()
  const settings = useSettingsStore()
  const reports = shallowRef<EngineReport[]>([])
  const tests = shallowReactive(new Map<EngineName, EngineTest>())
  const looking = ref(false)
  const testing = ref<EngineName>()
  const failure = shallowRef<Failure>()

  /** What is known of them; tried again where that is wished. */
  async function load(examine: ExamineMode = 'kept') {
    if (looking.value) return
    looking.value = true
    failure.value = undefined
    try {
      reports.value = await client.engines.doctor({ examine })
      tests.clear()
      await app.load()
    } catch (thrown) {
      failure.value = toFailure(thrown)
    } finally {
      looking.value = false
    }
  }

  async function test(engine: EngineName) {
    if (testing.value) return
    testing.value = engine
    failure.value = undefined
    try {
      const tested = await client.engines.test({ engine })
      tests.set(engine, tested)
      // Which one is used may be another one now.
      reports.value = await client.engines.doctor()
      await app.load()
    } catch (thrown) {
      failure.value = toFailure(thrown)
    } finally {
      testing.value = undefined
    }
  }

  /** Fixes an engine, or lets the program choose. */
  async function choose(engine: EngineName | undefined) {
    settings.engine = engine
    await settings.save()
    try {
      reports.value = await client.engines.doctor()
    } catch (thrown) {
      failure.value = toFailure(thrown)
    }
    await app.load()
  }

  return { reports, tests, looking, testing, failure, load, test, choose }
})
