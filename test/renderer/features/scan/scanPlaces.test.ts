// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { RowRequest, Scan, ScanRow } from '#shared/scan.ts'
import { useScanPlacesStore } from '#renderer/features/scan/scanPlaces.ts'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const scan = { scanId: 's', options: { folder: '/films', absolutePaths: false } } as Scan
const row = (file: string) => ({ file, frame: 0 }) as ScanRow

/** A scan whose rows, in the order of its table, can change; and what was opened of it. */
function table(...files: string[]) {
  const opened: string[] = []
  useFakeConnection({
    scans: {
      row: ({ file, by = 0 }: RowRequest) => {
        const index = files.indexOf(file) + by
        return Promise.resolve(files[index] ? { row: row(files[index]), index, total: files.length } : null)
      },
    },
    studies: {
      open: ({ paths: [path = ''] }: { paths: string[] }) => {
        opened.push(path)
        return Promise.resolve(events({ type: 'film' as const, film: makeFilm(path) }))
      },
    },
  })
  return { files, opened, places: useScanPlacesStore() }
}

describe('a walk through the rows of a scan', () => {
  it('opens the row that was chosen, wherever others put it that were found since', async () => {
    const { files, opened, places } = table('a.dcm', 'c.dcm')
    files.unshift('b.dcm')
    void places.open(scan, row('a.dcm'))
    await flushPromises()
    expect(opened).toEqual(['/films/a.dcm'])
    expect(places.walk).toMatchObject({ row: { file: 'a.dcm' }, place: { index: 1, total: 3 } })
  })

  it('goes on from the row itself, and not from the place that it had', async () => {
    const { files, opened, places } = table('a.dcm', 'c.dcm')
    void places.open(scan, row('a.dcm'))
    await flushPromises()
    files.unshift('b.dcm')
    void places.step(1)
    await flushPromises()
    expect(opened).toEqual(['/films/a.dcm', '/films/c.dcm'])
    expect(places.walk?.place).toEqual({ index: 2, total: 3 })
    expect([places.canStep(-1), places.canStep(1)]).toEqual([true, false])
  })

  it('opens nothing more once it was ended', async () => {
    const { opened, places } = table('a.dcm', 'c.dcm')
    void places.open(scan, row('a.dcm'))
    await flushPromises()
    void places.step(1)
    places.end()
    await flushPromises()
    expect(opened).toEqual(['/films/a.dcm'])
    expect(places.walk).toBeUndefined()
  })
})
