import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { median, ratios, type Measured } from './measurement.ts'

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

/** The whole of `docs/performance.md`: the table, and what `notes.md` says of it. */
export function document(
  measured: readonly Measured[],
  { date, processor, cores, node }: { date: string; processor: string; cores: number; node: string },
): string {
  const pairs = Math.max(0, ...measured.map((one) => one.pairs.length))
  return `# Performance

Written by \`bench/all/all.ts\` on ${date}: ${cores} cores of ${processor}, Node ${node}. Each side ran ${pairs} times, in turn; the
ratio is the median of the pairs, in brackets the least and the greatest. Figures of each pair are in \`bench/all/figures.json\`.

| what | here | peer | ratio | goal | reached |
|---|---|---|---|---|---|
${measured.map(line).join('\n')}

${readFileSync(join(import.meta.dirname, 'notes.md'), 'utf8').trim()}
`
}
