import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'

/** Canvases and images of a DOM that draws nothing: what is drawn on each canvas; what waits for them does so until `finish`. */
export function fakeCanvases() {
  const drawn = new Map<HTMLCanvasElement, unknown[]>()
  const waiting: (() => void)[] = []
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    const onThis = drawn.get(this) ?? []
    drawn.set(this, onThis)
    const draw = (what: unknown) => void onThis.push(what)
    return { measureText: () => ({ width: 0 }), drawImage: draw, fillText: draw } as never
  })
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((done) => {
    waiting.push(() => done(new Blob(['picture'])))
  })
  HTMLImageElement.prototype.decode = () => new Promise((resolve) => waiting.push(resolve))
  return {
    drawn,
    /** Images are decoded, and pictures encoded, until nobody waits any more. */
    async finish() {
      await flushPromises()
      while (waiting.length > 0) {
        for (const done of waiting.splice(0)) done()
        await flushPromises()
      }
    },
  }
}
