import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { About } from '#shared/contract.ts'
import type { ModelCard } from '#shared/model.ts'
import type { ConnectionState } from '#renderer/base/connection/connection.ts'
import { toFailure, type Failure } from '#renderer/base/connection/failure.ts'
import { useConnection } from '#renderer/base/connection/session.ts'

/** The program as a whole: whether it can be reached, its version, engine and active model. */
export const useAppStore = defineStore('app', () => {
  const connection = useConnection()
  const state = shallowRef<ConnectionState>(connection.state())
  const about = shallowRef<About>()
  const failure = shallowRef<Failure>()
  const cards = ref(new Map<string, ModelCard>())

  connection.onState((next) => {
    state.value = next
  })

  async function load() {
    try {
      about.value = await connection.client.app.about()
      failure.value = undefined
    } catch (thrown) {
      failure.value = toFailure(thrown)
    }
  }

  /** The card of a model; a card never changes, so it is asked for once. Rejects as the call does. */
  async function card(modelId: string): Promise<ModelCard> {
    const known = cards.value.get(modelId)
    if (known) return known
    const fetched = await connection.client.models.show({ modelId })
    cards.value.set(modelId, fetched)
    return fetched
  }

  return { host: connection.host, state, about, failure, load, card, retryNow: connection.retryNow }
})
