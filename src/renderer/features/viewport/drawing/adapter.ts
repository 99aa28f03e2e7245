import type { FilmPreview, GreyFilm, VoiWindow } from '#shared/film.ts'

export type Point = { x: number; y: number }

/** Canvas-style affine transform: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number }

/** A decoded frame to show. */
export type FilmImage = {
  /** Unique for film and frame. */
  key: string
  /** All of it, or the part of its resolution that is there. */
  film: GreyFilm | FilmPreview
  /** Height of a pixel divided by its width; 1 where nothing is known. */
  pixelAspect: number
}

/** All that a user can change about how one film is shown. Points and offsets are in CSS pixels of the viewport. */
export type ViewState = {
  window: VoiWindow
  /** Set by the user; the film's own inversion (MONOCHROME1) comes on top. */
  inverted: boolean
  /** Whether the film's shutter, where it has one, covers what it covers. */
  shuttered: boolean
  /** Screen pixels (of the device) per film pixel. */
  scale: number
  /** True until the user zooms or moves: the film follows the size of the viewport. */
  fitted: boolean
  /** Where the film's centre lies off the viewport's centre, in film pixels. */
  offset: Point
  /** Clockwise turn of the film on the screen, degrees. */
  rotation: Rotation
  /** Mirrored left to right before it is turned. */
  flipped: boolean
}

export type Rotation = 0 | 90 | 180 | 270

/**
 * Draws one film and lets it be windowed, zoomed and moved. Everything else on the page goes through this,
 * so that the library behind it can be replaced.
 */
export interface ViewportAdapter {
  /** Shows a frame. With a view, as it was left; without, fitted and in the film's own window. */
  show(image: FilmImage, view?: ViewState): void
  setWindow(window: VoiWindow): void
  setInverted(inverted: boolean): void
  setShuttered(shuttered: boolean): void
  /** Multiplies the zoom; the film pixel under `point` stays there. */
  zoomBy(factor: number, point: Point): void
  /** One film pixel on one screen pixel, around the middle. */
  actualSize(): void
  pan(by: Point): void
  /** A quarter turn clockwise (90) or back (-90), around the middle of the film. */
  rotateBy(degrees: 90 | -90): void
  /** Mirrors what is on the screen left to right. */
  flip(): void
  fit(): void
  /** The scale at which the film just fits. */
  fitScale(): number
  /** Puts the film where another one is; see `linkedPlace`. */
  place(place: Pick<ViewState, 'scale' | 'offset' | 'fitted'>): void
  /** The film's own window and shutter, not inverted, neither turned nor mirrored, fitted. */
  reset(): void
  /** To be called when the element's size or the screen's pixel density has changed. */
  resize(): void
  /** Undefined before the first film. */
  view(): ViewState | undefined
  /** From film pixels (0, 0 at the corner of the first pixel) to CSS pixels of the viewport. */
  transform(): Affine | undefined
  /** Draws the film around a point of the viewport onto another canvas, so many times larger. */
  magnify(canvas: HTMLCanvasElement, point: Point, times: number): void
  /** What is drawn now, at the screen's own resolution. */
  picture(): HTMLCanvasElement
  /** Calls back after each drawing, in the same frame. Returns how to stop. */
  onRendered(listener: () => void): () => void
  dispose(): void
}
