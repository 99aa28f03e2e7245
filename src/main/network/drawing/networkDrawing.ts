import type { Language } from '#shared/language.ts'
import type { LayerRow, NetworkSummary } from '#shared/networkSummary.ts'
import { bottom, countedIn, drawArrow, drawBox, drawElbow, left, right, top, type Box } from './parts.ts'
import { drawingWords } from './words.ts'

/** Stands in the drawing itself, and so in every page that holds it. */
export const drawingStyle = `
.net-box{fill:#f4f5f7;stroke:#5b6470;stroke-width:1.2}
.net-frozen{stroke-dasharray:5 3;fill:#e8eef6}
.net-title{font:600 12px system-ui,sans-serif;fill:#1b1f24;text-anchor:middle}
.net-small{font:11px system-ui,sans-serif;fill:#4a525c;text-anchor:middle}
.net-note{font:11px system-ui,sans-serif;fill:#4a525c}
.net-arrow{fill:none;stroke:#5b6470;stroke-width:1.2}
.net-head{fill:#5b6470}
@media (prefers-color-scheme:dark){
.net-box{fill:#1f2329;stroke:#8a939e}.net-frozen{fill:#1a2533}.net-title{fill:#e6e9ec}.net-small,.net-note{fill:#a9b1ba}
.net-arrow{stroke:#8a939e}.net-head{fill:#8a939e}}
@media print{
.net-box{fill:#fff;stroke:#444}.net-frozen{fill:#eee}.net-title{fill:#000}.net-small,.net-note{fill:#333}.net-arrow{stroke:#444}.net-head{fill:#444}}`

const [width, height] = [940, 425]
const box = (x: number, y: number, boxWidth = 112, boxHeight = 62): Box => ({
  x,
  y,
  width: boxWidth,
  height: boxHeight,
})

/**
 * Draws the network of a layer table as an SVG document: trunk above, branches, experts and classifier below. Dashed is
 * frozen. It speaks the language.
 */
export function networkDrawing(summary: NetworkSummary, language: Language = 'en'): string {
  const words = drawingWords[language]
  const counted = (count: number): string => countedIn(language, count)
  const rowsOf = (pattern: RegExp): LayerRow[] => summary.layers.filter(({ name }) => pattern.test(name))
  const draw = (place: Box, title: string, rows: readonly LayerRow[], shown = rows.at(-1)): string => {
    const parameters = rows.reduce((sum, row) => sum + row.parameters, 0)
    const lines = [
      shown ? shown.outputShape.join(' × ') : '',
      parameters > 0 ? words.parameters(counted(parameters)) : '',
    ].filter(Boolean)
    return drawBox(place, title, lines, parameters > 0 && rows.every((row) => row.frozen || row.parameters === 0))
  }
  const side = summary.inputSize
  const trunkY = 34
  const trunkBoxes = Array.from({ length: 7 }, (_, i) => box(14 + i * 133, trunkY))
  const trunk = [
    drawBox(trunkBoxes[0], words.film, [`1 × ${side} × ${side}`], false),
    draw(trunkBoxes[1], words.stem, rowsOf(/^(conv1|pool)$/)),
    ...[1, 2, 3, 4].map((layer) =>
      draw(trunkBoxes[layer + 1], words.layer(layer), rowsOf(new RegExp(`^layer${layer}\\.`))),
    ),
    draw(trunkBoxes[6], words.standardise, rowsOf(/^standardise$/)),
    ...trunkBoxes.slice(1).map((to, i) => drawArrow(right(trunkBoxes[i]), left(to))),
  ]

  // A network that learns places says how likely a fracture is at each, and fuses the highest with the film as a whole.
  const places = rowsOf(/^place$/)
  const film = rowsOf(/^film$/)
  const classifying = rowsOf(/^classifier$/)
  const [classes] = (film[0] ?? classifying[0]).outputShape

  const experts = rowsOf(/^experts\.\d+$/)
  const [teacherY, middleY, studentY] = [190, 245, 300]
  const teacher = box(14, teacherY)
  const student = box(14, studentY)
  const own = { teacher: box(147, teacherY - 44, 122, 48), student: box(147, studentY + 58, 122, 48) }
  const join = box(170, middleY, 84)
  const gate = box(302, teacherY - 36)
  const mixture = box(302, middleY, 122)
  const shared = box(302, studentY + 36)
  const sum = box(480, middleY, 122)
  const classifier = box(650, middleY)
  const mean = box(810, studentY)
  const evidence = box(810, teacherY)
  const gates = box(480, teacherY - 36, 122)
  const mixed = rowsOf(/^experts\.shared$/)[0]
  const parts = [
    drawArrow(bottom(trunkBoxes[6]), [bottom(trunkBoxes[6])[0], 124], [3, 124], [3, left(teacher)[1]], left(teacher)),
    drawArrow([3, left(teacher)[1]], [3, left(student)[1]], left(student)),
    draw(teacher, words.teacher, rowsOf(/^teacher\.features$/)),
    draw(student, words.student, rowsOf(/^student\.features$/)),
    drawBox(own.teacher, words.teachersLogits, [], false),
    drawBox(own.student, words.studentsLogits, [], false),
    drawElbow(right(teacher), left(own.teacher)),
    drawElbow(right(student), left(own.student)),
    draw(join, words.both, rowsOf(/^join$/)),
    drawElbow(right(teacher), left(join)),
    drawElbow(right(student), left(join)),
    draw(gate, words.gate, rowsOf(/^gate$/)),
    draw(mixture, words.experts(experts.length), experts),
    draw(shared, words.sharedExpert, rowsOf(/^experts\.shared$/)),
    drawElbow(right(join), left(gate)),
    drawArrow(right(join), left(mixture)),
    drawElbow(right(join), left(shared)),
    draw(gates, words.topK, rowsOf(/^top-k$/)),
    drawArrow(right(gate), left(gates)),
    drawArrow(bottom(gates), top(sum)),
    draw(sum, words.sum, [], mixed),
    drawArrow(right(mixture), left(sum)),
    drawElbow(right(shared), [sum.x, sum.y + sum.height - 12]),
    places.length > 0 ? draw(classifier, words.places, places) : draw(classifier, words.classifier, classifying),
    drawArrow(right(sum), left(classifier)),
    drawBox(evidence, words.evidence, [(film[0] ?? classifying[0]).outputShape.join(' × ')], false),
    places.length > 0
      ? draw(mean, words.filmAndPlaces, film, undefined)
      : drawBox(mean, words.logits, [words.mean, words.classes(classes)], false),
    drawElbow(right(classifier), left(evidence)),
    drawElbow(right(classifier), left(mean)),
  ]
  const totals = words.totals(
    counted(summary.parameters),
    counted(summary.trainedParameters),
    counted(summary.multiplyAdds),
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ` +
    `aria-label="${words.title}"><style>${drawingStyle}</style><defs><marker id="net-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" ` +
    `markerHeight="7" orient="auto"><path class="net-head" d="M0 0 8 4 0 8z"/></marker></defs>` +
    `<text class="net-note" x="14" y="16">${totals}</text>${[...trunk, ...parts].join('')}</svg>`
  )
}
