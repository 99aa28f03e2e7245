import type { JudgedFilm } from '#main/report/index.ts'
import { calibrated, negativeLogLikelihood } from '#main/evaluation/index.ts'
import type { JudgedFilms } from '../loop/rounds.ts'

/** What is said of each film at a temperature: its probability, the class that is called, and how wrong that is. */
export function judgedFilms(
  { films, outputs }: JudgedFilms,
  temperature: number,
): (JudgedFilm & { fractured: boolean })[] {
  const logits = outputs.map((output) => output.logits)
  const probabilities = calibrated(logits, temperature)
  return films.map(({ file, label, group, attributes }, i) => ({
    file,
    label,
    called: logits[i].indexOf(Math.max(...logits[i])),
    group,
    fractured: label > 0,
    probability: probabilities[i],
    loss: negativeLogLikelihood([logits[i]], [label], temperature),
    ...(attributes ? { columns: attributes } : {}),
  }))
}
