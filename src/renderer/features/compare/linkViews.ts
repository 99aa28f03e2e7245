import type { ViewState } from '#renderer/features/viewport/index.ts'

/** A film's size in pixels and the scale at which it fills its viewport. */
export type Frame = { rows: number; columns: number; fitScale: number }
type Place = Pick<ViewState, 'scale' | 'offset' | 'fitted'>

/**
 * The place of one film that goes with another's: as much larger than fitting, and moved by the same share of the film,
 * so that films of different resolution stay side by side. How they are turned is each film's own.
 */
export function linkedPlace(view: ViewState, from: Frame, to: Frame): Place {
  return {
    fitted: view.fitted,
    scale: (view.scale / from.fitScale) * to.fitScale,
    offset: { x: (view.offset.x / from.columns) * to.columns, y: (view.offset.y / from.rows) * to.rows },
  }
}
