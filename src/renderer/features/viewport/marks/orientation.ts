import type { Affine } from '../drawing/adapter.ts'

const opposites: Record<string, string> = { A: 'P', P: 'A', L: 'R', R: 'L', H: 'F', F: 'H' }

export type Edges = { left: string; right: string; top: string; bottom: string }

/**
 * What lies towards each edge of the screen, from Patient Orientation (0020,0020) and how the film is turned and
 * mirrored. Undefined where the file does not say, or says what PS3.3 C.7.6.1.1.1 does not know (quadrupeds' letters).
 */
export function orientationEdges(patientOrientation: string | undefined, t: Affine): Edges | undefined {
  const [row, column] = (patientOrientation ?? '').split('\\').map((part) => part.trim().toUpperCase())
  if (!row || !column || ![...row, ...column].every((letter) => letter in opposites)) return undefined
  const against = (direction: string) => [...direction].map((letter) => opposites[letter]).join('')
  // Quarter turns: the screen's x follows either the film's rows or its columns.
  const [right, down] =
    Math.abs(t.a) >= Math.abs(t.c)
      ? [t.a > 0 ? row : against(row), t.d > 0 ? column : against(column)]
      : [t.c > 0 ? column : against(column), t.b > 0 ? row : against(row)]
  return { right, left: against(right), bottom: down, top: against(down) }
}
