import type { ModelCard } from '#shared/model.ts'
import { notJudgedReasons, verdictOf, type Reading, type ReadingMaps, type WarningCode } from '#shared/reading.ts'
import type { HostTensor } from '#main/network/tensor.ts'
import type { Quarters } from '#main/network/turned.ts'
import { unlikeness } from './familiarity.ts'
import { findingsOf, type FilmPlane, type PlaceProbabilities } from './findings.ts'

/** What the network says of one film; every tensor has a batch of 1. */
export type NetworkOutputs = Record<'fused' | 'teacher' | 'student' | 'gates' | 'evidence' | 'pooled', HostTensor> & {
  /** Only of a network that learned places. */
  places?: HostTensor
}

/** softmax(logits / temperature). */
export function probabilities(logits: ArrayLike<number>, temperature: number): number[] {
  const scaled = Array.from(logits, (logit) => logit / temperature)
  const largest = Math.max(...scaled)
  const powers = scaled.map((value) => Math.exp(value - largest))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / total)
}

/** Class 0 is 'No fracture'; whatever else it may be is a fracture. */
export function fractureProbability(logits: ArrayLike<number>, temperature: number): number {
  return 1 - probabilities(logits, temperature)[0]
}

/** Of N = 1, classes × h × w: at each place what the film's probability would be if its highest ones were all like it. */
export function placeProbabilities(places: HostTensor, temperature: number): PlaceProbabilities {
  const [, classes, rows, columns] = places.dims
  const cells = rows * columns
  const values = Float64Array.from({ length: cells }, (_, cell) =>
    fractureProbability(
      Array.from({ length: classes }, (_label, c) => places.data[c * cells + cell]),
      temperature,
    ),
  )
  return { rows, columns, values }
}

/**
 * What each location adds to the log-odds of a fracture. Exact for two classes, where it is the difference of the two
 * evidence maps; with more classes the kinds of fracture count by how likely each is among them.
 */
function fractureEvidence(evidence: HostTensor, classProbabilities: readonly number[]): number[] {
  const [, classes, rows, columns] = evidence.dims
  const cells = rows * columns
  const fractured = classProbabilities.slice(1).reduce((sum, p) => sum + p, 0)
  return Array.from({ length: cells }, (_, cell) => {
    let value = -evidence.data[cell]
    for (let c = 1; c < classes; c++) {
      const share = fractured > 0 ? classProbabilities[c] / fractured : 1 / (classes - 1)
      value += share * evidence.data[c * cells + cell]
    }
    return value
  })
}

function maps(
  outputs: NetworkOutputs,
  classProbabilities: readonly number[],
  region: ReadingMaps['region'],
): ReadingMaps {
  const [, experts, rows, columns] = outputs.gates.dims
  const cells = rows * columns
  const gates = Array.from({ length: experts }, (_, e) =>
    Array.from(outputs.gates.data.subarray(e * cells, (e + 1) * cells)),
  )
  return { rows, columns, region, evidence: fractureEvidence(outputs.evidence, classProbabilities), gates }
}

/** Turns the network's outputs for one film into a reading by the model's own temperature and operating points. */
export function readingOf(
  card: ModelCard,
  outputs: NetworkOutputs,
  about: FilmPlane & {
    frame: number
    /** How far clockwise the film was turned before it was read. */
    quarters?: Quarters
    engine: string
    warnings: string[]
    milliseconds: number
    force?: boolean | undefined
  },
): Reading {
  const { temperature, operatingPoints } = card
  const classProbabilities = probabilities(outputs.fused.data, temperature)
  const probability = 1 - classProbabilities[0]
  const places = outputs.places && placeProbabilities(outputs.places, temperature)
  const filmMaps = maps(outputs, probabilities(outputs.fused.data, 1), about.region)
  const unlike = unlikeness(outputs.pooled.data, card.familiarity)
  const { quarters = 0 } = about
  const own: WarningCode[] = [...(unlike ? [unlike] : []), ...(quarters > 0 ? (['read-turned'] as const) : [])]
  const warnings = [...about.warnings, ...own]
  const notJudged = about.force ? undefined : notJudgedReasons.find((reason) => warnings.includes(reason))
  return {
    frame: about.frame,
    ...(quarters > 0 ? { turned: (90 * quarters) as Reading['turned'] } : {}),
    verdict: notJudged ? 'not-judged' : verdictOf(probability, operatingPoints),
    ...(notJudged ? { notJudged } : {}),
    probability,
    findings: places ? (notJudged ? [] : findingsOf(places, about, operatingPoints)) : null,
    branches: {
      teacher: fractureProbability(outputs.teacher.data, temperature),
      student: fractureProbability(outputs.student.data, temperature),
    },
    experts: filmMaps.gates.map((gate) => gate.reduce((sum, share) => sum + share, 0) / gate.length),
    classes: card.classNames.map((name, index) => ({ name, probability: classProbabilities[index] })),
    operatingPoints,
    model: { id: card.id, name: card.name },
    engine: about.engine,
    warnings,
    maps: places ? { ...filmMaps, places: Array.from(places.values) } : filmMaps,
    milliseconds: about.milliseconds,
  }
}
