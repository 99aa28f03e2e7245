import { ref, shallowReactive, watch } from 'vue'
import type { RowsRequest, ScanRow } from '#shared/scan.ts'
import { useConnection } from '#renderer/base/connection/index.ts'
import { useScanPlacesStore } from './scanPlaces.ts'

const pageRows = 100

export type RowsQuery = Pick<RowsRequest, 'filter' | 'modality' | 'search' | 'sort' | 'descending'>

/** The rows of a scan by filter and order, of which only the pages that were looked at are here. */
export function useRows(scanId: string, revision: () => number) {
  const { client } = useConnection()
  const { query } = useScanPlacesStore().of(scanId)
  const total = ref(0)
  const modalities = ref<string[]>([])
  const pages = shallowReactive(new Map<number, ScanRow[]>())
  const visible = { first: 0, last: 0 }
  let generation = 0

  async function load(page: number) {
    const mine = generation
    const answer = await client.scans
      .rows({ scanId, ...query, from: page * pageRows, most: pageRows })
      .catch(() => undefined)
    // Another question has been asked meanwhile.
    if (!answer || mine !== generation) return
    total.value = answer.total
    modalities.value = answer.modalities
    pages.set(page, answer.rows)
  }

  /** Says which rows are on the screen, so that they are loaded. */
  function show(first: number, last: number) {
    Object.assign(visible, { first, last })
    for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page++)
      if (!pages.has(page)) void load(page)
  }

  /** Loads again what is on the screen; what is there stays until it comes. */
  async function reload() {
    generation += 1
    const [first, last] = [Math.floor(visible.first / pageRows), Math.floor(visible.last / pageRows)]
    for (const page of pages.keys()) if (page < first || page > last) pages.delete(page)
    await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => load(first + i)))
  }

  watch(
    () => ({ ...query }),
    () => {
      pages.clear()
      Object.assign(visible, { first: 0, last: 0 })
      void reload()
    },
  )
  watch(revision, () => void reload(), { immediate: true })

  function row(index: number): ScanRow | undefined {
    return pages.get(Math.floor(index / pageRows))?.[index % pageRows]
  }

  return { query, total, modalities, row, show }
}
