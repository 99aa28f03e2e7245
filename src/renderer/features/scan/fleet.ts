import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import type { FleetView } from '#shared/fleet.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'

const everyMs = 5_000

/** The scans of a fleet as they are now, where a database of one is configured. */
export const useFleetStore = defineStore('fleet', () => {
  const { client } = useConnection()
  const view = shallowRef<FleetView>({ configured: false })
  const { failure, attempt } = useAttempt()
  let asking = false

  /** Keeps the last view where the host cannot be asked just now. */
  async function load() {
    if (asking) return
    asking = true
    view.value = (await attempt(() => client.fleet.show())) ?? view.value
    asking = false
  }

  /** Keeps up with it for as long as the caller's component is there. */
  function keepUp() {
    void load()
    const timer = setInterval(() => {
      if (view.value.configured && !document.hidden) void load()
    }, everyMs)
    onScopeDispose(() => clearInterval(timer))
  }

  return { view, failure, load, keepUp }
})
