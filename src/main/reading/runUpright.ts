import type { ModelCard } from '#shared/model.ts'
import { turnedBack, turnedMaps, turnedSquare, type Quarters } from '#main/network/turned.ts'
import type { Batcher } from './batcher.ts'
import { mayBeTurned, mostUpright } from './orientation.ts'
import type { NetworkOutputs } from './readingOf.ts'

export type UprightRun = {
  /** Its maps lie on the film as it is. */
  outputs: NetworkOutputs
  /** How far clockwise the film was turned for it. */
  quarters: Quarters
  /** What all runs took together. */
  milliseconds: number
}

/**
 * Runs a film (side × side greys) as it is and, where it may be turned, in its other forms: what counts is the one that
 * stands as the films do that the model learned from. A model that cannot tell takes each film as it is.
 */
export async function runUpright(
  batcher: Batcher,
  pixels: Float32Array,
  { orientation, familiarity }: Pick<ModelCard, 'orientation' | 'familiarity'>,
): Promise<UprightRun> {
  const asItIs = await batcher.run(pixels)
  const said = asItIs.outputs as NetworkOutputs
  if (!orientation || !mayBeTurned(said.pooled.data, orientation, familiarity))
    return { outputs: said, quarters: 0, milliseconds: asItIs.milliseconds }
  const turned = await Promise.all(([1, 2, 3] as const).map((quarters) => batcher.run(turnedSquare(pixels, quarters))))
  const forms = [asItIs, ...turned]
  const quarters = mostUpright(
    forms.map(({ outputs }) => outputs.pooled.data),
    orientation,
  )
  return {
    outputs: laidBack(forms[quarters].outputs as NetworkOutputs, quarters),
    quarters,
    milliseconds: forms.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  }
}

function laidBack(outputs: NetworkOutputs, quarters: Quarters): NetworkOutputs {
  const back = turnedBack(quarters)
  const { gates, evidence, places } = outputs
  return {
    ...outputs,
    gates: turnedMaps(gates, back),
    evidence: turnedMaps(evidence, back),
    ...(places ? { places: turnedMaps(places, back) } : {}),
  }
}
