// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { Scan, ScanRow } from '#shared/scan.ts'
import ScanTable from '#renderer/features/scan/ScanTable.vue'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const scan = { scanId: 's', options: { folder: '/films', absolutePaths: false } } as Scan
const row = (file: string) => ({ file, frame: 0 }) as ScanRow

it('opens the row that was clicked, though another stands in its place since it was drawn', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  let rows = [row('a.dcm')]
  const open = vi.fn(({ paths: [path = ''] }: { paths: string[] }) =>
    Promise.resolve(events({ type: 'film' as const, film: makeFilm(path) })),
  )
  const { pinia } = useFakeConnection({
    scans: {
      rows: () => Promise.resolve({ rows, total: rows.length, modalities: [] }),
      row: () => Promise.resolve(null),
    },
    studies: { open },
  })
  const page = mount(ScanTable, { props: { scan, revision: 0 }, global: { plugins: [pinia] } })
  await flushPromises()
  rows = [row('b.dcm'), ...rows]
  await page.get('[data-testid="scan-row"] .file button').trigger('click')
  await flushPromises()
  expect(open.mock.calls.map(([{ paths }]) => paths)).toEqual([['/films/a.dcm']])
  page.unmount()
})
