// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import type { RowRequest, Scan, ScanRow } from '#shared/scan.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import ScanWalk from '#renderer/features/scan/ScanWalk.vue'
import { useScanPlacesStore } from '#renderer/features/scan/scanPlaces.ts'
import { useSettingsStore } from '#renderer/features/settings/settings.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { events, useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const scan = { scanId: 's', options: { folder: '/films', absolutePaths: false } } as Scan
const rows = [{ file: 'good.dcm', frame: 3 }, { file: 'broken.dcm' }] as ScanRow[]

/** A walk whose first row is on the screen, and whose second is no film. */
async function walk() {
  let answer = () => {}
  const fateOf = (path: string): Opened =>
    path.endsWith('good.dcm')
      ? { type: 'film', film: makeFilm('good', { frames: 5 }) }
      : { type: 'problem', name: 'broken.dcm', problem: { code: 'malformed', message: 'Broken.' } }
  const { pinia } = useFakeConnection({
    scans: {
      row: ({ file, by = 0 }: RowRequest) => {
        const index = rows.findIndex((row) => row.file === file) + by
        return Promise.resolve(rows[index] ? { row: rows[index], index, total: rows.length } : null)
      },
    },
    studies: {
      open: ({ paths: [path = ''] }: { paths: string[] }) =>
        new Promise((resolve) => (answer = () => resolve(events(fateOf(path))))),
    },
  })
  const bar = mount(ScanWalk, { global: { plugins: [pinia] } })
  const places = useScanPlacesStore()
  void places.open(scan, rows[0]!)
  await flushPromises()
  const opens = () => (answer(), flushPromises())
  const said = () => [bar.find('.name').text(), bar.find('[data-testid="scan-walk-place"]').text()]
  return { films: useFilmsStore(), viewport: useViewportStore(), places, bar, opens, said }
}

describe('the bar of a walk through rows', () => {
  it('names a row only while its film is on the screen', async () => {
    const { viewport, opens, said } = await walk()
    expect(said()).toEqual(['Opening…', 'Row 1 of 2'])
    await opens()
    expect(said()).toEqual(['good.dcm', 'Row 1 of 2'])
    expect(viewport.frame).toBe(3)
  })

  it('shows no film under the name of one that is on its way or cannot be opened', async () => {
    const { films, viewport, opens, said, places } = await walk()
    await opens()
    void places.step(1)
    await flushPromises()
    expect(said()).toEqual(['Opening…', 'Row 2 of 2'])
    expect(films.selectedId).toBeUndefined()
    await opens()
    expect(said()).toEqual(['broken.dcm', 'Row 2 of 2'])
    expect(films.selectedId).toBeUndefined()
    // Another film that is chosen by hand stands as it was left, and lends nobody its name.
    films.select('good')
    await flushPromises()
    expect(viewport.frame).toBe(3)
    expect(said()).toEqual(['', 'Row 2 of 2'])
    void places.step(-1)
    await flushPromises()
    await opens()
    expect(said()).toEqual(['good.dcm', 'Row 1 of 2'])
  })

  it('hides names where they are to be hidden', async () => {
    const { opens, said, places } = await walk()
    useSettingsStore().anonymous = true
    await opens()
    expect(said()).toEqual(['film 1', 'Row 1 of 2'])
    void places.step(1)
    await flushPromises()
    await opens()
    expect(said()).toEqual(['film 2', 'Row 2 of 2'])
  })
})
