import { day } from '#renderer/base/language/index.ts'

type Thing = { id: string; name: string; createdAt: string }

/** From a name alone to what no two things share. */
const forms: readonly ((thing: Thing) => string)[] = [
  ({ name }) => name,
  ({ name, createdAt }) => `${name} (${day(createdAt)})`,
  ({ name, createdAt }) => `${name} (${day(createdAt)} ${createdAt.slice(11, 16)})`,
  ({ name, id }) => `${name} (${id})`,
]

/** Names by id: those that two share with the day they were made, or as much more as it takes to tell them apart. */
export function tellApart(things: readonly Thing[]): ReadonlyMap<string, string> {
  return new Map(
    things.map((thing) => {
      const isOwn = (form: (typeof forms)[number]) => things.filter((other) => form(other) === form(thing)).length === 1
      return [thing.id, (forms.find(isOwn) ?? forms[0]!)(thing)]
    }),
  )
}
