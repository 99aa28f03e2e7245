import { defineStore } from 'pinia'
import { ref, shallowReactive, shallowRef } from 'vue'
import type { EngineName, EngineReport, EngineTest, ExamineMode } from '#shared/engine.ts'
import { useAppStore, useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useSettingsStore } from '#renderer/features/settings/index.ts'

/** Which engines are here, which of them is used, and what came of trying them. */
export const useEnginesStore = defineStore('engines', () => {
  const { client } = useConnection()
  const app = useAppStore()
  const settings = useSettingsStore()
  const reports = shallowRef<EngineReport[]>([])
  const tests = shallowReactive(new Map<EngineName, EngineTest>())
  const looking = ref(false)
  const testing = ref<EngineName>()
  const { failure, attempt } = useAttempt()

  /** What is known of them; tried again where that is wished. */
  async function load(examine: ExamineMode = 'kept') {
    if (looking.value) return
    looking.value = true
    await attempt(async () => {
      reports.value = await client.engines.doctor({ examine })
      tests.clear()
      await app.load()
    })
    looking.value = false
  }

  async function test(engine: EngineName) {
    if (testing.value) return
    testing.value = engine
    await attempt(async () => {
      tests.set(engine, await client.engines.test({ engine }))
      // Which one is used may be another one now.
      reports.value = await client.engines.doctor()
      await app.load()
    })
    testing.value = undefined
  }

  /** Fixes an engine, or lets the program choose. */
  async function choose(engine: EngineName | undefined) {
    settings.engine = engine
    await settings.save()
    await attempt(async () => void (reports.value = await client.engines.doctor()))
    await app.load()
  }

  return { reports, tests, looking, testing, failure, load, test, choose }
})
