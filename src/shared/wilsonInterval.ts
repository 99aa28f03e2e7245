const z95 = 1.959964

/** 95 % interval of a proportion (Wilson 1927); [0, 1] where nothing was counted. */
export function wilsonInterval(successes: number, total: number): [number, number] {
  if (total === 0) return [0, 1]
  const p = successes / total
  const spread = z95 ** 2 / total
  const centre = (p + spread / 2) / (1 + spread)
  const half = (z95 / (1 + spread)) * Math.sqrt((p * (1 - p)) / total + spread / (4 * total))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}
