/** `x7fe00010` → `(7FE0,0010)`. */
export function tagText(tag: string): string {
  const digits = tag.slice(1).toUpperCase()
  return `(${digits.slice(0, 4)},${digits.slice(4)})`
}
