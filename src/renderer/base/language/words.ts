import { spokenLanguage, type Language } from './language.ts'

/** Words of another language for the same places; the compiler names those that are missing. */
export type Translation<T> = {
  [Key in keyof T]: T[Key] extends (...values: never[]) => string
    ? T[Key]
    : T[Key] extends string
      ? string
      : T[Key] extends readonly string[]
        ? readonly string[]
        : Translation<T[Key]>
}

export type Languages<T> = { en: T } & Record<Exclude<Language, 'en'>, Translation<T>>

const tables = new WeakMap<object, Languages<object>>()

/**
 * Words of every language as one object that speaks the one that is set: a text is looked up when it is read, so what
 * reads it in a template, a `computed` or a function follows a change. Parts of it and its functions may be held; a text
 * may not, which the lint rule `live-words` sees to.
 */
export function defineWords<T extends object>(said: Languages<T>): T {
  const words = live(said.en, () => said[spokenLanguage()] as T)
  tables.set(words, said)
  return words
}

/** One language's table of {@link defineWords}; undefined for anything else. */
export function tableOf(words: object, language: Language): object | undefined {
  return tables.get(words)?.[language]
}

function live<T extends object>(shape: T, now: () => T): T {
  const held = new Map<PropertyKey, unknown>()
  const hold = (key: PropertyKey, make: () => unknown) => {
    if (!held.has(key)) held.set(key, make())
    return held.get(key)
  }
  return new Proxy(shape, {
    get(_, name) {
      const key = name as keyof T
      const value: unknown = now()[key]
      if (typeof value === 'function')
        return hold(
          name,
          () =>
            (...values: unknown[]) =>
              (now()[key] as (...values: unknown[]) => string)(...values),
        )
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      return hold(name, () => live(value, () => now()[key] as object))
    },
    set: () => false,
  })
}
