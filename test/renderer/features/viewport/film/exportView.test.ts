// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { exportView } from '#renderer/features/viewport/film/exportView.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'
import { fakeAdapter } from '../../../support/fakeAdapter.ts'
import { fakeCanvases } from '../../../support/fakeCanvases.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { makeFilm, makeGreyFilm } from '../../../support/films.ts'

afterEach(() => vi.restoreAllMocks())

it('names a picture after the frame that it shows, whichever is gone to while it is made', async () => {
  const { finish } = fakeCanvases()
  useFakeConnection({})
  useFilmsStore().add({ type: 'film', film: makeFilm('a', { frames: 3 }) })
  const viewport = useViewportStore()
  const { window: voi } = makeGreyFilm({ values: Uint8Array.of(0, 200) })
  viewport.attach(Object.assign(fakeAdapter(voi), { picture: () => document.createElement('canvas') }))
  document.body.innerHTML = '<div data-testid="film"></div>'
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  const exported = exportView([])
  viewport.goToFrame(2)
  await finish()
  await exported
  expect(saved).toEqual(['film-view-1.png'])
})
