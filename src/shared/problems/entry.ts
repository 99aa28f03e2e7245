import type { ProblemCode } from './codes.ts'

/** What a sentence takes, by name: a number, a text, or one of these words. */
export type Kinds = Readonly<Record<string, 'number' | 'string' | readonly string[]>>

type Value<Kind> = Kind extends 'number'
  ? number
  : Kind extends 'string'
    ? string
    : Kind extends readonly (infer Word)[]
      ? Word
      : never

export type ArgumentsOfKinds<K> = { readonly [Name in keyof K]: Value<K[Name]> }

/** A problem whose sentence is always the same. */
export type PlainEntry = { readonly code: ProblemCode; readonly say: string }
/** A problem whose sentence holds something that only the place where it arose knows. */
export type EntryWith<K extends Kinds> = {
  readonly code: ProblemCode
  readonly takes: K
  say(given: ArgumentsOfKinds<K>): string
}

/**
 * One line of the table: the code, and one or two sentences for a person that say what is wrong and what to do about
 * it. They hold no patient data and no path, and neither do the arguments, which travel and are kept.
 */
export function problem(code: ProblemCode, say: string): PlainEntry
export function problem<const K extends Kinds>(
  code: ProblemCode,
  takes: K,
  say: (given: ArgumentsOfKinds<K>) => string,
): EntryWith<K>
export function problem(
  code: ProblemCode,
  ...rest: [say: string] | [takes: Kinds, say: (given: never) => string]
): unknown {
  return rest.length === 1 ? { code, say: rest[0] } : { code, takes: rest[0], say: rest[1] }
}

/** The same sentences in another language: all of them and no others, which the compiler sees to. */
export type Sayings<Table> = {
  readonly [Id in keyof Table]: Table[Id] extends EntryWith<infer K> ? (given: ArgumentsOfKinds<K>) => string : string
}

/** Whether these are the arguments that a sentence takes: each of them, of its kind, and no others. */
export function fits(takes: Kinds, given: Readonly<Record<string, unknown>>): boolean {
  return (
    Object.keys(given).length === Object.keys(takes).length &&
    Object.entries(takes).every(([name, kind]) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      return typeof kind === 'string' ? typeof value === kind : kind.some((word) => word === value)
    })
  )
}
