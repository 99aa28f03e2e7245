import { decimals } from '#renderer/base/language/index.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes for a person, in decimal units as file managers have them: `4.2 MB`. */
export function showSize(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 99.95 ? Math.round(value) : decimals(value, 1)} ${units[power]}`
}
