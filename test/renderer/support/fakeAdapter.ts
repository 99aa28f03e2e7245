import { vi } from 'vitest'
import type { ViewportAdapter, ViewState } from '#renderer/features/viewport/drawing/adapter.ts'

/** A viewport in which a film pixel is a CSS pixel; what is set of its view holds. */
export function fakeAdapter(window: ViewState['window']) {
  const view: ViewState = {
    window,
    inverted: false,
    shuttered: true,
    scale: 1,
    fitted: true,
    offset: { x: 0, y: 0 },
    rotation: 0,
    flipped: false,
  }
  const adapter = {
    view: () => ({ ...view }),
    transform: () => ({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }),
    setWindow: vi.fn((next: ViewState['window']) => void (view.window = next)),
    setInverted: vi.fn((inverted: boolean) => void (view.inverted = inverted)),
    setShuttered: vi.fn((shuttered: boolean) => void (view.shuttered = shuttered)),
  }
  return adapter as unknown as ViewportAdapter & typeof adapter
}
