import { rows } from './rows.ts'

/** What the Basic Profile says of an attribute, PS3.15 Table E.1-1a. */
export type ProfileAction = 'D' | 'Z' | 'X' | 'U' | 'X/Z' | 'X/D' | 'X/Z/D' | 'Z/D' | 'X/Z/U*'
/** What an option says of it: kept, or cleaned of what identifies. */
export type OptionAction = 'K' | 'C' | undefined

export type Row = { vr: string; basic: ProfileAction; device: OptionAction; dates: OptionAction }

const option = (text: string): OptionAction => (text === 'K' || text === 'C' ? text : undefined)

/** Table E.1-1 of PS3.15 by tag, such as `00100010`; groups that repeat have `xx` in them, as in `60xx3000`. */
export const table: ReadonlyMap<string, Row> = new Map(
  rows
    .trim()
    .split(/[|\n]/)
    .map((row) => {
      const [tag, vr, basic, device, dates] = row.split(' ') as [string, string, ProfileAction, string, string]
      return [tag, { vr, basic, device: option(device), dates: option(dates) }]
    }),
)

/** The row of an attribute, by its eight digits. Of curves (50xx) each is one. */
export function rowOf(tag: string): Row | undefined {
  const group = tag.slice(0, 2)
  if (group === '50') return table.get('50xxxxxx')
  return table.get(group === '60' ? `60xx${tag.slice(4)}` : tag)
}
