import type { NetworkShape } from '#shared/model.ts'
import { branches, pointwise, type Branches } from './branches.ts'
import type { HeadOutputs } from './heads.ts'
import type { Ops } from './ops.ts'
import { trunkStride, type Parameters } from './trunk.ts'

/** So many of the highest places of a film speak for it. */
export const highestPlaces = 3

/** Sides of the squares of places around each place whose mean it is given too. */
export const surroundings = [3, 7] as const

export type PlaceOutputs<T> = {
  /** N × 1 × h × w: log-odds of a fracture at each place, before they are fused with what the film says. */
  fracture: T
  /** The same by each branch alone. */
  teacher: T
  student: T
  /** N × classes × h × w: what `fused` would be if the highest places of the film were all like this one. */
  fused: T
  /** N × 1: mean of the highest log-odds of the film. */
  highest: T
  /** N × classes: what the film says as a whole, before it is fused with its highest places. */
  film: T
}

/** Standardised features and, of each channel, the means over the surroundings: N × channels × h × w → N × 3 · channels × h × w. */
export function withSurroundings<T>(ops: Ops<T>, standardised: T): T {
  const means = surroundings.map((side) =>
    ops.meanPool(standardised, { kernel: side, stride: 1, padding: (side - 1) / 2 }),
  )
  return ops.concat([standardised, ...means], 1)
}

export type PlaceLogits<T> = Record<'fracture' | 'teacher' | 'student', T> & Pick<Branches<T>, 'gates' | 'routed'>

/** Log-odds of a fracture at each place, and what each branch alone says of it: N × 1 × h × w each. */
export function placeLogits<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  placesSeen: T,
  shape: NetworkShape,
): PlaceLogits<T> {
  const { teacher, student, mixed, gates, routed } = branches(ops, parameters, placesSeen, shape)
  return {
    fracture: pointwise(ops, parameters, 'place', mixed),
    teacher: pointwise(ops, parameters, 'teacher.place', teacher),
    student: pointwise(ops, parameters, 'student.place', student),
    gates,
    routed,
  }
}

/**
 * Heads that learn where a fracture is. The film's logits are what the mean of its places says in a linear way, plus the
 * mean of its highest places times `fusion.weight`: a sum over places, so that the evidence map is exact.
 */
export function placeHeads<T>(
  ops: Ops<T>,
  parameters: Parameters<T>,
  standardised: T,
  shape: NetworkShape,
): Omit<HeadOutputs<T>, 'pooled'> {
  const { fracture, teacher, student, gates, routed } = placeLogits(
    ops,
    parameters,
    withSurroundings(ops, standardised),
    shape,
  )
  const side = shape.inputSize / trunkStride
  const overFilm = (map: T): T => ops.meanPool(map, { kernel: side, stride: side, padding: 0 })
  const filmEvidence = ops.conv(standardised, parameters('film.weight'), null, { stride: 1, padding: 0 })
  const [weight, bias] = [parameters('fusion.weight'), parameters('film.bias')]

  const fuse = (logits: T) => {
    const mask = ops.topPlacesMask(logits, highestPlaces)
    // Where places tie there are more of them: what they share is a mean all the same.
    const share = ops.div(mask, overFilm(mask))
    const shown = ops.mul(logits, share)
    const evidence = ops.add(filmEvidence, ops.mul(shown, weight))
    return { evidence, highest: overFilm(shown), logits: ops.add(overFilm(evidence), bias) }
  }
  const fused = fuse(fracture)
  const flat = (map: T): T => ops.meanOverSpace(map)
  return {
    fused: flat(fused.logits),
    teacher: flat(fuse(teacher).logits),
    student: flat(fuse(student).logits),
    gates,
    routed,
    evidence: fused.evidence,
    places: {
      fracture,
      teacher,
      student,
      fused: ops.add(fused.logits, ops.mul(ops.sub(fracture, fused.highest), weight)),
      highest: flat(fused.highest),
      film: flat(ops.add(overFilm(filmEvidence), bias)),
    },
  }
}
