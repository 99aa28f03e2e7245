import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { About } from '#shared/contract/index.ts'
import type { ConnectionState } from './connection.ts'
import { useConnection } from './session.ts'

/** The program as a whole: whether it can be reached, its version, engine and active model. */
export const useAppStore = defineStore('app', () => {
  const connection = useConnection()
  const state = shallowRef<ConnectionState>(connection.state())
  const about = shallowRef<About>()

  connection.onState((next) => {
    state.value = next
  })

  /** Without an answer what was known stays. */
  async function load() {
    about.value = await connection.client.app.about().catch(() => about.value)
  }

  return { host: connection.host, state, about, load, retryNow: connection.retryNow }
})
