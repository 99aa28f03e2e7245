// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Opened } from '#shared/contract/index.ts'
import type { Scan } from '#shared/scan.ts'
import { useFilmsStore } from '#renderer/features/films/index.ts'
import { useScanPlacesStore } from '#renderer/features/scan/scanPlaces.ts'
import { useOpenRow } from '#renderer/features/scan/useOpenRow.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'
import { makeFilm } from '../../support/films.ts'

const scan = { scanId: 's', options: { folder: '/films', absolutePaths: false } } as unknown as Scan
const frames = (id: string): Opened => ({ type: 'film', film: makeFilm(id, { frames: 9 }) })
const idOf = (path: string) => path.slice('/films/'.length)

it('goes to the frame of a row on the film of that row, and on no other that was chosen meanwhile', async () => {
  const ends = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let opened = 0
  async function* open({ paths }: { paths: string[] }) {
    const end = ends[opened++]!
    yield frames(idOf(paths[0]!))
    await end.promise
  }
  useFakeConnection({ studies: { open: (request: { paths: string[] }) => Promise.resolve(open(request)) } })
  const [films, viewport] = [useFilmsStore(), useViewportStore()]
  films.add(frames('old'))
  const openRow = useOpenRow()
  const opening = openRow(scan, 'a', 5)
  await flushPromises()
  films.select('old')
  ends[0]!.resolve()
  await opening
  expect([viewport.frameOf('a'), viewport.frameOf('old')]).toEqual([0, 0])
  ends[1]!.resolve()
  await openRow(scan, 'b', 5)
  expect([films.selectedId, viewport.frame]).toEqual(['b', 5])
})

it('opens the row that was asked for last, and none once the walk has ended', async () => {
  const answers = [1, 2, 3].map(() => Promise.withResolvers<unknown>())
  let asked = 0
  async function* open({ paths }: { paths: string[] }) {
    yield frames(idOf(paths[0]!))
  }
  useFakeConnection({
    scans: { rows: () => answers[asked++]!.promise },
    studies: { open: (request: { paths: string[] }) => Promise.resolve(open(request)) },
  })
  const [films, places] = [useFilmsStore(), useScanPlacesStore()]
  const answer = (index: number, file: string) =>
    answers[index]!.resolve({ rows: [{ file, frame: 0 }], total: 9, modalities: [] })
  const [slow, fast] = [places.open(scan, 0), places.open(scan, 1)]
  answer(1, 'fast')
  await fast
  answer(0, 'slow')
  await slow
  expect([places.walk?.row.file, films.selectedId]).toEqual(['fast', 'fast'])
  const last = places.open(scan, 2)
  places.end()
  answer(2, 'last')
  await last
  expect([places.walk, films.selectedId]).toEqual([undefined, 'fast'])
})
