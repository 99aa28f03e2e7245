import type { FileHeader, Spacing } from './film.ts'

/** Size of a frame's pixels; frames of enhanced objects may have one each. */
export function frameSpacing(
  { spacing, frameSpacings }: Pick<FileHeader, 'spacing' | 'frameSpacings'>,
  frame: number,
): Spacing {
  return frameSpacings?.[frame] ?? spacing
}
