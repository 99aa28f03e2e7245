/**
 * The rate at a step (from 0): a linear warm-up, then half a cosine down to zero at the last step (Loshchilov & Hutter
 * 2016, arXiv 1608.03983).
 */
export function learningRate(step: number, total: number, peak: number, warmUp: number): number {
  if (step < warmUp) return (peak * (step + 1)) / warmUp
  const progress = (step - warmUp) / Math.max(1, total - warmUp)
  return (peak * (1 + Math.cos(Math.PI * progress))) / 2
}
