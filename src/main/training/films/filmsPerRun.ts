import type { NetworkShape } from '#shared/model.ts'

const side = 224

/**
 * Films that are computed in one run outside of training steps: so many of 224 pixels, fewer larger ones, so that they
 * take no more memory.
 */
export function filmsPerRun({ inputSize }: Pick<NetworkShape, 'inputSize'>, ofUsualSize: number): number {
  return Math.max(1, Math.floor(ofUsualSize * Math.min(1, (side / inputSize) ** 2)))
}
