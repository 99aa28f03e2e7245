import type { GreyFilmShape, OverlayPlane } from '#shared/film.ts'
import type { Affine, ViewportAdapter, ViewState } from './adapter.ts'

/** One film on the screen, as what lies over it needs to know it. */
export type Pane = {
  /** The film whose pixels are drawn. */
  readonly shownId: string | undefined
  readonly frame: number
  readonly shape: GreyFilmShape | undefined
  /** What the file itself wants drawn over the film. */
  readonly planes: readonly OverlayPlane[]
  /** How it is shown: window, zoom, turn. */
  readonly view: ViewState | undefined
  /** From film pixels to CSS pixels of the viewport. */
  readonly transform: Affine | undefined
  /** Of the viewport, CSS pixels. */
  readonly size: { width: number; height: number }
  readonly adapter: ViewportAdapter | undefined
}
