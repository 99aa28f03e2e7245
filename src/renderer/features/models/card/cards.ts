import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ModelCard } from '#shared/model.ts'
import type { Report } from '#shared/report.ts'
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

  /** Of the model's making; nothing where it has none, as the bundled one. */
  const reports = new Map<string, Promise<Report | undefined>>()
  function report(modelId: string): Promise<Report | undefined> {
    const asked = reports.get(modelId) ?? client.training.report({ modelId }).catch(() => undefined)
    reports.set(modelId, asked)
    return asked
  }

  return { card, report }
})
