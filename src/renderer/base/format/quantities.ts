/** A length of time for a person: seconds below a minute and a half, then minutes, then hours and minutes. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A share of 1 as per cent for people. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** A share of 1 as per cent for CSS. */
export function cssPercent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}

/** For `aria-valuenow`, which knows no exponent (ARIA 1.2, type number): six decimals are more than anybody hears. */
export function ariaNumber(value: number): string {
  return String(Number(value.toFixed(6)))
}
