import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { said } from './growthDrawing.ts'
import { median, ratios, type Figures, type Measured } from './measurement.ts'

/** One row of the table. */
export function line(measured: Measured): string {
  const { name, unit, peer, goal, pairs } = measured
  if (pairs.length === 0) return `| ${name} | | | not measured | ${goal} × | |`
  const { middle, least, most } = ratios(measured)
  const own = median(pairs.map((pair) => pair.own))
  const other = median(pairs.map((pair) => pair.other))
  const spread = `**${middle.toFixed(2)} ×** (${least.toFixed(2)}–${most.toFixed(2)})`
  const reached = middle >= goal ? 'yes' : 'no'
  return `| ${name} | ${rate(own)} ${unit} | ${rate(other)} ${unit}, ${peer} | ${spread} | ${goal} × | ${reached} |`
}

const rate = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

/** The whole of `docs/performance.md`: the table, the curves, and what `notes.md` says of them. */
export function document({ machine, measured, curves }: Figures): string {
  const pairs = measured.map((one) => one.pairs.length).filter((count) => count > 0)
  const dates = [...new Set([...measured, ...curves].map(({ date }) => date))].sort()
  return `# Performance

Written by \`bench/all/all.ts\` (${dates.join(', ')}): ${machine.cores} cores of ${machine.processor}, Node ${machine.node}. Each side ran
${Math.min(...pairs)} times or more, in turn; the ratio is the median of the pairs, in brackets the least and the greatest.
Figures of each pair are in \`bench/all/figures.json\`.

| what | here | peer | ratio | goal | reached |
|---|---|---|---|---|---|
${measured.map(line).join('\n')}

## How costs grow
![Costs over sizes, both logarithmic](pictures/growth.svg)

A dashed line costs as much for each piece, whatever their number. The power is that of the last two points: 1 where twice
as many take twice the time. Rows, thumbnails, headers and networks are made up, as what they show costs nothing.

${curves.map(said).join('\n')}

${readFileSync(join(import.meta.dirname, 'notes.md'), 'utf8').trim()}
`
}
