import { spokenLanguage } from './language.ts'

/** A number with so many decimals, as the language that is set writes it. */
export function decimals(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return spokenLanguage() === 'de' ? text.replace('.', ',') : text
}

/** A count with its thousands apart, as the language that is set writes it. */
export function group(value: number): string {
  return value.toLocaleString(spokenLanguage())
}

/** Day and time of an ISO 8601 instant where the page is looked at, as the language that is set writes them. */
export function moment(instant: string): string {
  return new Date(instant).toLocaleString(spokenLanguage())
}

/** With a sign, and a true minus. */
export const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${decimals(Math.abs(value), digits)}`
