import type { Verdict } from '#shared/reading.ts'
import type { Comparison } from '#shared/scan.ts'
import type { IndexedRow } from './rowIndex.ts'

const mostChanged = 1000

type Read = IndexedRow & { frame: number; verdict: Verdict }
const isRead = (row: IndexedRow): row is Read => row.verdict !== undefined && row.frame !== undefined
const nameOf = ({ file, frame }: Read): string => `${frame} ${file}`

/** Which films have another verdict in the later scan. Films that only one of them read are left out. */
export function compareScans(before: readonly IndexedRow[], after: readonly IndexedRow[]): Comparison {
  const earlier = new Map(before.filter(isRead).map((row) => [nameOf(row), row]))
  const moves = new Map<string, Comparison['moves'][number]>()
  const changed: Comparison['changed'] = []
  let common = 0
  for (const now of after.filter(isRead)) {
    const then = earlier.get(nameOf(now))
    if (!then) continue
    common += 1
    if (then.verdict === now.verdict) continue
    const key = `${then.verdict} ${now.verdict}`
    const move = moves.get(key) ?? { before: then.verdict, after: now.verdict, rows: 0 }
    moves.set(key, { ...move, rows: move.rows + 1 })
    if (changed.length < mostChanged)
      changed.push({ file: now.file, frame: now.frame, before: outcome(then), after: outcome(now) })
  }
  return { common, moves: [...moves.values()].sort((a, b) => b.rows - a.rows), changed }
}

function outcome({ verdict, probability }: Read): Comparison['changed'][number]['before'] {
  return { verdict, ...(probability === undefined ? {} : { probability }) }
}
