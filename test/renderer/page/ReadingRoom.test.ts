// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { RowRequest, Scan, ScanRow } from '#shared/scan.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useScanPlacesStore } from '#renderer/features/scan/scanPlaces.ts'
import ReadingRoom from '#renderer/page/ReadingRoom.vue'
import { events, useFakeConnection } from '../support/fakeConnection.ts'
import { makeFilm } from '../support/films.ts'

const scan = { scanId: 's', options: { folder: '/films', absolutePaths: false } } as Scan
const rows = [{ file: 'good.dcm', frame: 0 }, { file: 'broken.dcm' }, { file: 'last.dcm', frame: 0 }] as ScanRow[]

it('shows a row that cannot be opened as such, in the place of its film, and goes on by the same button', async () => {
  const { pinia } = useFakeConnection({
    scans: {
      row: ({ file, by = 0 }: RowRequest) => {
        const index = rows.findIndex((row) => row.file === file) + by
        return Promise.resolve({ row: rows[index], index, total: rows.length })
      },
    },
    studies: {
      open: ({ paths: [path = ''] }: { paths: string[] }) => {
        const problem = { code: 'malformed', message: 'The file is broken.' } as const
        return Promise.resolve(
          path.endsWith('broken.dcm')
            ? events({ type: 'problem' as const, name: 'broken.dcm', problem })
            : events({ type: 'film' as const, film: makeFilm(path) }),
        )
      },
    },
  })
  const room = mount(ReadingRoom, {
    attachTo: document.body,
    global: { plugins: [pinia], stubs: { FilmViewport: true, FilmWorklist: true } },
  })
  void useScanPlacesStore().open(scan, rows[0]!)
  await flushPromises()
  expect(room.find('film-viewport-stub').exists()).toBe(true)
  const next = room.get<HTMLButtonElement>('[data-testid="scan-walk-next"]')
  next.element.focus()
  await next.trigger('click')
  await flushPromises()
  expect(useFilmsStore().selectedId).toBeUndefined()
  expect(room.find('film-viewport-stub').exists()).toBe(false)
  expect(room.get('[data-testid="scan-walk"]').text()).toContain('broken.dcm')
  expect(room.get('[data-testid="no-film"]').text()).toContain('The file is broken.')
  expect(document.activeElement).toBe(next.element)
  await next.trigger('click')
  await flushPromises()
  expect(useFilmsStore().selectedId).toBe('/films/last.dcm')
  expect(room.find('[data-testid="no-film"]').exists()).toBe(false)
  room.unmount()
})
