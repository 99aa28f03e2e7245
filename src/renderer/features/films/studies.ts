import type { Film } from '#shared/film.ts'

/**
 * What films of one study have in common. Nothing for films that no study is known of, which stand by themselves. The
 * patient counts too: files that were made nameless sometimes share one UID.
 */
export function studyKeyOf({ header }: Film): string | undefined {
  if (!header.studyInstanceUid) return undefined
  let key = keys.get(header)
  if (key === undefined) {
    key = JSON.stringify([header.studyInstanceUid, header.patientId ?? header.patientName])
    keys.set(header, key)
  }
  return key
}

/** Lists of thousands are grouped again and again. */
const keys = new WeakMap<Film['header'], string>()

export type Projection = 'frontal' | 'lateral'

const frontal = /^(ap|pa|dp|pd|frontal|antero-?posterior|postero-?anterior|dorso-?(palmar|plantar|volar))$/i
const lateral = /^(l|ll|rl|lat|lateral|lateromedial|mediolateral|lm|ml|seitlich)$/i

/**
 * How a film was projected: by View Position (0018,5101), else by a word of the series' description, such as `Wrist LAT`.
 * Nothing for oblique and unknown views.
 */
export function projectionOf({ header }: Film): Projection | undefined {
  const words = header.view ? [header.view] : (header.seriesDescription ?? '').split(/[^\p{L}-]+/u)
  for (const word of words) {
    if (frontal.test(word.trim())) return 'frontal'
    if (lateral.test(word.trim())) return 'lateral'
  }
  return undefined
}
