// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fakeCanvases } from '../../../support/fakeCanvases.ts'
import { exportPicture } from '#renderer/features/viewport/drawing/exportPicture.ts'

afterEach(() => vi.restoreAllMocks())

describe('a picture of what is on the screen', () => {
  it('has all layers of one moment, in their order, whatever becomes of them while it is made', async () => {
    const { drawn, finish } = fakeCanvases()
    const host = document.createElement('div')
    host.innerHTML =
      '<svg data-export><text>findings</text></svg>' +
      '<canvas class="overlay"></canvas>' +
      '<svg data-export><text>marks</text><circle data-no-export /></svg>'
    for (const layer of host.children) Object.defineProperty(layer, 'clientWidth', { get: () => (layer.parentNode ? 300 : 0) }) // prettier-ignore
    const overlay = host.querySelector('canvas')!
    const film = document.createElement('canvas')
    const exported = exportPicture(host, film, ['caption'])
    const overlayThen = [...drawn].find(([, what]) => what.includes(overlay))?.[0]
    // Another film comes: its layers take the place of these.
    host.replaceChildren()
    await finish()
    await exported
    const picture = [...drawn].find(([, what]) => what.includes(film))!
    const said = (what: unknown) =>
      what instanceof HTMLImageElement ? /<text>(\w+)/.exec(decodeURIComponent(what.src))![1] : what
    expect(picture[1].map(said)).toEqual([film, 'findings', overlayThen, 'marks', 'caption'])
    expect(picture[1].map((what) => what instanceof HTMLImageElement && what.src.includes('circle'))).not.toContain(
      true,
    )
    expect(overlayThen).not.toBe(picture[0])
  })
})
