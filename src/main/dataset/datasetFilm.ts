import type { Part } from '#shared/dataset.ts'
import type { Mark } from '#shared/mark.ts'
import type { FilmGeometry } from '#main/network/networkInput.ts'

/** A labelled film, ready to be divided and trained on. */
export type DatasetFilm = {
  path: string
  label: number
  contentHash: string
  /** Films of one group never lie on two sides of a split. */
  group: number
  /** Relative to the data's folder, with `/`. */
  file: string
  /** Only where the data came divided; then every film has one. */
  part?: Part
  /** Further columns of a manifest. */
  attributes?: Record<string, string>
  /**
   * Where its fractures lie, on its first frame. Absent: nothing is known but the label. Empty: somebody looked and drew
   * none.
   */
  marks?: Mark[]
  /** Of its first frame. */
  size?: FilmGeometry
  /** It is not the data's own: it is only trained on. */
  added?: true
}
