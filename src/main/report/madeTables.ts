import type { Language } from '#shared/language.ts'
import { layerKindIn } from '#shared/layerKinds.ts'
import type { Problem } from '#shared/problem.ts'
import { germanSentence } from '#shared/problems/german/index.ts'
import type { Report } from '#shared/report.ts'
import { countedIn, escaped } from '#main/network/drawing/parts.ts'
import { table } from './table.ts'
import type { ReportWords } from './words/index.ts'

/** More of them help nobody; `report.json` has all. */
const mostLeftOut = 200

export function layersTable({ network, card }: Report, words: ReportWords): string {
  const { layers, language, group } = words
  const rows = network.layers.map((layer) => [
    layer.name,
    layerKindIn(language, layer.kind),
    layer.outputShape.join(' × '),
    layer.parameters > 0 ? group(layer.parameters) : '',
    layer.multiplyAdds > 0 ? countedIn(language, layer.multiplyAdds) : '',
    layer.frozen ? layers.frozen : '',
  ])
  const caption = layers.title(
    group(network.parameters),
    group(network.trainedParameters),
    words.modes[card.training.mode],
    countedIn(language, network.multiplyAdds),
  )
  return table(caption, [layers.layer, layers.kind, layers.output, layers.parameters, layers.adds, ''], rows, [3, 4])
}

/** Files that took no part, and why. */
export function leftOutTable({ leftOut = [] }: Report, { leftOut: said, language, group }: ReportWords): string {
  if (leftOut.length === 0) return ''
  const rows = leftOut.slice(0, mostLeftOut).map(({ file, problem }) => [file, sentenceOf(problem, language)])
  const rest = leftOut.length - rows.length
  const all = rest > 0 ? [...rows, [said.rest(group(rest)), '']] : rows
  return `<h2>${said.heading}</h2>${table(said.title, [said.file, said.why], all)}`
}

/** Why there is no learning curve, where one was asked for. */
export function learningCurveProblem({ learningCurveProblem: problem }: Report, words: ReportWords): string {
  return problem ? `<p>${words.shared.learningCurve}: ${escaped(sentenceOf(problem, words.language))}</p>` : ''
}

const sentenceOf = (problem: Problem, language: Language): string =>
  language === 'de' ? germanSentence(problem) : problem.message

export function dataTable({ card, warnings, leak }: Report, words: ReportWords): string {
  const { data, training, network } = card
  const { made, shared, group } = words
  const said = shared.cardText
  const leaks = leak?.fromStart ? made.startLeak : made.leak
  const straddles = warnings.some(({ code }) => code === 'leak') ? leaks : made.noLeak
  const again = training.trainedAgain ? made.thenAll : ''
  const judged =
    training.folds > 0 ? made.folds(group(training.folds)) : `${made.validation(group(data.split.validation))}${again}`
  const side = String(network.inputSize)
  const used = card.expertUse?.map((share) => `${Math.round(100 * share)} %`).join(', ')
  const batch = String(training.batch)
  const trained = made.trained(
    words.modes[training.mode],
    group(training.epochs),
    training.batchParts ? made.halves(batch) : batch,
    words.number(training.learningRate),
    words.number(training.weightDecay),
    String(training.seed),
  )
  return table(
    made.title,
    ['', ''],
    [
      [made.data, made.films(said(data.name), group(data.films), group(data.groups))],
      ...(data.leftOut === undefined ? [] : [[made.leftOut, made.unreadable(group(data.leftOut))]]),
      [made.credit, `${said(data.credit)}. ${said(data.licence)}`],
      [made.split, made.parts(group(data.split.train), judged, group(data.split.holdout), straddles)],
      [made.classes, card.classNames.join(', ')],
      [made.input, network.fit === 'pad' ? made.padded(side) : made.squashed(side)],
      [made.experts, used === undefined ? made.notMeasured : made.used(used)],
      [made.training, trained],
      [made.startedFrom, said(training.startedFrom)],
      [made.temperature, words.decimals(card.temperature, 3)],
      [made.time, made.seconds(group(Math.round(training.seconds)), training.engine)],
      [made.made, made.version(words.day(card.createdAt), card.programVersion)],
      [made.weights, card.weights.sha256],
    ],
  )
}
