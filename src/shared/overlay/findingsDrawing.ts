import type { Finding } from '#shared/finding.ts'

/** Seen on black, white and every grey between, and by the colour-blind: yellow on a dark edge. */
const [colour, edge] = ['#ffd400', '#000000']

/**
 * Findings as an SVG document to be laid over a film of `film` pixels that is drawn `drawn` pixels large: solid where
 * likely, dotted where possible, each with its probability beside it.
 */
export function findingsDrawing(
  findings: readonly Finding[],
  film: { columns: number; rows: number },
  drawn: { width: number; height: number },
): string {
  const [across, down] = [drawn.width / film.columns, drawn.height / film.rows]
  const line = Math.max(1.5, Math.max(drawn.width, drawn.height) / 500)
  const size = Math.max(10, 8 * line)
  const parts = findings.map(({ x, y, width, height, probability, point }) => {
    const box = { x: x * across, y: y * down, width: width * across, height: height * down }
    const dashes = point === 'rule-in' ? '' : ` stroke-dasharray="${line} ${2 * line}"`
    const rectangle = (stroke: string, wide: number, dashed: string): string =>
      `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="${stroke}" stroke-width="${wide}"${dashed}/>`
    // Above the box, or below it where the film ends.
    const baseline = box.y > 1.5 * size ? box.y - 2 * line : box.y + box.height + size
    const left = Math.max(0, Math.min(box.x, drawn.width - 2.5 * size))
    const text =
      `<text x="${left}" y="${baseline}" font-family="sans-serif" font-size="${size}" fill="${colour}" ` +
      `stroke="${edge}" stroke-width="${line}" paint-order="stroke">${probability.toFixed(2)}</text>`
    const shadow = rectangle(edge, 2 * line, ' stroke-opacity="0.5"')
    return shadow + rectangle(colour, line, dashes) + text
  })
  const { width, height } = drawn
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`
}
