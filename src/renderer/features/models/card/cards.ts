import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ModelCard } from '#shared/model.ts'
import { useConnection } from '#renderer/base/connection/index.ts'

/** Cards of models; one never changes, so it is asked for once. */
export const useCardsStore = defineStore('cards', () => {
  const { client } = useConnection()
  const cards = ref(new Map<string, ModelCard>())

  /** Rejects as the call does. */
  async function card(modelId: string): Promise<ModelCard> {
    const known = cards.value.get(modelId)
    if (known) return known
    const fetched = await client.models.show({ modelId })
    cards.value.set(modelId, fetched)
    return fetched
  }

  return { card }
})
