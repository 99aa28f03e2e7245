/** `IMG2` comes before `IMG10`. */
const natural = new Intl.Collator('en', { numeric: true })

/** The order of names in a folder; two different names are never equal. */
export function compareNames(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
