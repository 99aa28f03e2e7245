import { dayIn, decimalsIn, groupIn, numberIn } from '#shared/language.ts'
import { spokenLanguage } from './language.ts'

/** A number with so many decimals, as the language that is set writes it. */
export function decimals(value: number, digits: number): string {
  return decimalsIn(spokenLanguage(), value, digits)
}

/** A count with its thousands apart, as the language that is set writes it. */
export function group(value: number): string {
  return groupIn(spokenLanguage(), value)
}

/** A number as short as six digits allow, as the language that is set writes it. */
export function plain(value: number): string {
  return numberIn(spokenLanguage(), value)
}

/** Day and time of an ISO 8601 instant where the page is looked at, as the language that is set writes them. */
export function moment(instant: string): string {
  return new Date(instant).toLocaleString(spokenLanguage())
}

/** The day of an ISO 8601 instant, as the language that is set writes it. */
export function day(instant: string): string {
  return dayIn(spokenLanguage(), instant)
}

/** With a sign, and a true minus. */
export const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${decimals(Math.abs(value), digits)}`
