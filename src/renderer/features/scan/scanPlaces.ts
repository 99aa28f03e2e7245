import { defineStore } from 'pinia'
import { computed, reactive, shallowRef } from 'vue'
import type { Scan, ScanRow } from '#shared/scan.ts'
import { useConnection } from '#renderer/base/connection/index.ts'
import { useOpenRow } from './useOpenRow.ts'
import type { RowsQuery } from './useRows.ts'

/** How a scan's table is looked at. */
export type ScanPlace = { query: RowsQuery; topPx: number }
/** The row of a table that is looked at in the reading room. */
export type Walk = { scan: Scan; index: number; total: number; row: ScanRow }

/**
 * How each scan's table was left, so that whoever comes back from a film finds filter, order and place again; and which
 * of its rows is looked at.
 */
export const useScanPlacesStore = defineStore('scanPlaces', () => {
  const { client } = useConnection()
  const openRow = useOpenRow()
  const places = new Map<string, ScanPlace>()
  const walk = shallowRef<Walk>()
  /** Goes up with each row that is asked for, and with the end of a walk. */
  let asked = 0

  function of(scanId: string): ScanPlace {
    let place = places.get(scanId)
    if (!place) {
      place = { query: reactive({ filter: 'all', search: '', sort: 'file', descending: false }), topPx: 0 }
      places.set(scanId, place)
    }
    return place
  }

  /** Opens the row that stands at a place of the table, as that is filtered and sorted. */
  async function open(scan: Scan, index: number) {
    const mine = ++asked
    const page = await client.scans
      .rows({ scanId: scan.scanId, ...of(scan.scanId).query, from: index, most: 1 })
      .catch(() => undefined)
    const row = page?.rows[0]
    if (!row || mine !== asked) return
    walk.value = { scan, index, total: page.total, row }
    await openRow(scan, row.file, row.frame)
  }

  const canStep = (by: 1 | -1) => {
    const next = (walk.value?.index ?? -1) + by
    return walk.value !== undefined && next >= 0 && next < walk.value.total
  }

  return {
    of,
    open,
    walk: computed(() => walk.value),
    canStep,
    step: (by: 1 | -1) => void (walk.value && canStep(by) && open(walk.value.scan, walk.value.index + by)),
    end() {
      asked++
      walk.value = undefined
    },
  }
})
