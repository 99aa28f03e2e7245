/** A share of 1 as per cent for people. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** A share of 1 as per cent for CSS. */
export function cssPercent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}
