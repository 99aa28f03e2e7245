import type { FilmOutputs } from '../films/filmOutputs.ts'
import { fitFusion, fusedLogits, type Fusion } from './fusion.ts'

/**
 * How films and places are fused, fitted to films that were judged by networks which had not learned from them; and what
 * is said of each of them by the fusion fitted to the other parts, so that no film is judged by what was fitted to it.
 */
export function fuseJudged(
  films: readonly { label: number }[],
  outputs: readonly FilmOutputs[],
  partOf: readonly number[],
): { fusion: Fusion; outputs: FilmOutputs[] } {
  const labels = films.map(({ label }) => label)
  const fitTo = (members: readonly number[]): Fusion =>
    fitFusion(
      members.map((i) => outputs[i].places!),
      members.map((i) => labels[i]),
    )
  const all = [...films.keys()]
  const byPart = new Map(
    [...new Set(partOf)].map((part) => [part, fitTo(all.filter((i) => partOf[i] !== part))] as const),
  )
  return {
    fusion: fitTo(all),
    outputs: outputs.map((output, i) => fusedAgain(output, byPart.get(partOf[i])!)),
  }
}

function fusedAgain(output: FilmOutputs, fusion: Fusion): FilmOutputs {
  const places = output.places!
  const logits = fusedLogits(places, fusion)
  const cells = places.fracture.length
  const fused = new Float32Array(logits.length * cells)
  logits.forEach((logit, label) => {
    for (let i = 0; i < cells; i++) {
      fused[label * cells + i] = logit + (label > 0 ? fusion.places * (places.fracture[i] - places.highest) : 0)
    }
  })
  return { ...output, logits, places: { ...places, fused } }
}
