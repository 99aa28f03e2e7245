import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import type { Scan, ScanRow } from '#shared/scan.ts'
import { useConnection } from '#renderer/base/connection/index.ts'
import { useOpenRow } from './useOpenRow.ts'
import type { RowsQuery } from './useRows.ts'

/** How a scan's table is looked at. */
export type ScanPlace = { query: RowsQuery; topPx: number }
/** The row of a table that is looked at in the reading room. */
export type Walk = {
  scan: Scan
  row: ScanRow
  /** Where it stands in the table; absent until the program has said so. */
  place?: { index: number; total: number }
}

/**
 * How each scan's table was left, so that whoever comes back from a film finds filter, order and place again; and which
 * of its rows is looked at.
 */
export const useScanPlacesStore = defineStore('scanPlaces', () => {
  const { client } = useConnection()
  const openRow = useOpenRow()
  const places = new Map<string, ScanPlace>()
  const walk = shallowRef<Walk>()

  function of(scanId: string): ScanPlace {
    let place = places.get(scanId)
    if (!place) {
      place = { query: reactive({ filter: 'all', search: '', sort: 'file', descending: false }), topPx: 0 }
      places.set(scanId, place)
    }
    return place
  }

  /** The row that stands so many places after another one, as the table is filtered and sorted. */
  async function rowAfter({ scan, row }: Walk, by: -1 | 0 | 1): Promise<Walk | undefined> {
    const { scanId } = scan
    const { file, frame } = row
    const found = await client.scans.row({ scanId, ...of(scanId).query, file, frame, by }).catch(() => null)
    return found ? { scan, row: found.row, place: { index: found.index, total: found.total } } : undefined
  }

  async function show(next: Walk) {
    walk.value = next
    await openRow(next.scan, next.row.file, next.row.frame)
  }

  /** Opens a row of the table. */
  async function open(scan: Scan, row: ScanRow) {
    const chosen = { scan, row }
    const opening = show(chosen)
    const placed = await rowAfter(chosen, 0)
    if (placed && walk.value === chosen) walk.value = placed
    await opening
  }

  const canStep = (by: 1 | -1) => {
    const { place } = walk.value ?? {}
    return place !== undefined && place.index + by >= 0 && place.index + by < place.total
  }

  async function step(by: 1 | -1) {
    const from = walk.value
    if (!from || !canStep(by)) return
    const next = await rowAfter(from, by)
    // Another row may have been chosen meanwhile, or the walk ended.
    if (next && walk.value === from) await show(next)
  }

  return {
    of,
    open,
    walk: computed(() => walk.value),
    canStep,
    step,
    end: () => void (walk.value = undefined),
  }
})
