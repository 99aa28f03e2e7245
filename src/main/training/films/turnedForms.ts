import type { Familiarity, Orientation } from '#shared/model.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { turnedBack, turnedMaps, type Quarters } from '#main/network/turned.ts'
import { mayBeTurned, mostUpright } from '#main/reading/orientation.ts'
import type { JudgedFilms } from '../loop/rounds.ts'
import type { Task } from '../loop/task.ts'
import type { FilmOutputs, FilmPlaces } from './filmOutputs.ts'
import { judgeFilms } from './judge.ts'

export type UprightFilms = JudgedFilms & {
  /** Of how many films another form was taken. */
  turned: number
}

/** What is measured of films, each in the form that stands as the training films do: just as a reading takes it. */
export async function uprightOutputs(
  task: Task,
  parameters: Tensors,
  { films, outputs }: JudgedFilms,
  { orientation, familiarity }: { orientation: Orientation; familiarity: Familiarity },
): Promise<UprightFilms> {
  const suspects = [...films.keys()].filter((i) => mayBeTurned(outputs[i].pooled, orientation, familiarity))
  const forms: FilmOutputs[][] = [suspects.map((i) => outputs[i])]
  for (const quarters of [1, 2, 3] as const)
    forms.push(
      await formsOf(
        task,
        parameters,
        suspects.map((i) => films[i]),
        () => quarters,
      ),
    )
  const result = [...outputs]
  let turned = 0
  suspects.forEach((film, i) => {
    const quarters = mostUpright(
      forms.map((form) => form[i].pooled),
      orientation,
    )
    if (quarters === 0) return
    turned++
    result[film] = laidBack(forms[quarters][i], quarters)
  })
  return { films, outputs: result, turned }
}

/** What is measured of films that are turned before. */
export function formsOf(
  { engine, decoder, shape, signal, report }: Task,
  parameters: Tensors,
  films: JudgedFilms['films'],
  turn: (index: number) => Quarters,
): Promise<FilmOutputs[]> {
  const context = { signal, onFilm: (done: number, total: number) => report('evaluate', done, total) }
  return judgeFilms(engine, decoder, shape, parameters, films, context, turn)
}

function laidBack(outputs: FilmOutputs, quarters: Quarters): FilmOutputs {
  if (!outputs.places) return outputs
  const back = (map: Float32Array, channels: number): Float32Array => {
    const side = Math.sqrt(map.length / channels)
    return turnedMaps({ dims: [1, channels, side, side], data: map }, turnedBack(quarters)).data
  }
  const { places, logits } = outputs
  const laid: FilmPlaces = {
    ...places,
    fracture: back(places.fracture, 1),
    fused: back(places.fused, logits.length),
  }
  return { ...outputs, places: laid }
}
