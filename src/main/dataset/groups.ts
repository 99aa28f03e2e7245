import { groupReasons, type GroupReason } from '#shared/dataset.ts'
import { DisjointSets } from './disjointSets.ts'
import type { GroupPattern } from './groupPattern.ts'

export type GroupFacts = {
  path: string
  contentHash: string
  /** Patient ID (0010,0020). */
  patientId?: string | undefined
  /** Study Instance UID (0020,000D). */
  studyInstanceUid?: string | undefined
  /** Patient and study by a manifest. */
  patient?: string | undefined
  study?: string | undefined
  /** Films of one number are near duplicates of each other. */
  nearCluster?: number | undefined
}

/** `<source>_<group>_<hash>.<ending>`: pictures of one original share all but the hash. */
const hashedName = /([^/\\]+)_([0-9a-f]{6,})\.[^./\\]+$/i

/** What de-identification puts where a patient's ID was: not one patient. */
const noPatient = /^(|0+|x+|-+|n\/?a|none|null|unknown|test|no ?id|anon.*|de-?ident.*|removed|redacted|deleted)$/i

/**
 * Which films must never be on two sides of a split. Returns a group number for each film; films joined by any of the
 * reasons share it.
 */
export function groupFilms(films: readonly GroupFacts[], pattern?: GroupPattern): number[] {
  const sets = new DisjointSets(films.length)
  for (const members of ties(films, pattern)
    .values()
    .flatMap((byKey) => byKey.values())) {
    for (const index of members) sets.join(index, members[0])
  }
  return sets.numbers()
}

/** For each reason the films (by index) that share it, by what they share; only where there are two or more. */
export function ties(films: readonly GroupFacts[], pattern?: GroupPattern): Map<GroupReason, Map<string, number[]>> {
  const keyOfName = pattern ? keyByPattern(pattern) : keyByHashedName(films)
  const result = new Map(groupReasons.map((reason) => [reason, new Map<string, number[]>()]))
  films.forEach((film, index) => {
    const put = (reason: GroupReason, key: string | undefined): void => {
      if (key === undefined) return
      const byKey = result.get(reason)!
      const members = byKey.get(key)
      if (members) members.push(index)
      else byKey.set(key, [index])
    }
    put('content', film.contentHash)
    put('near', film.nearCluster?.toString())
    if (film.patientId && !noPatient.test(film.patientId.trim())) put('patient', `DICOM ${film.patientId}`)
    if (film.patient) put('patient', `manifest ${film.patient}`)
    if (film.studyInstanceUid) put('study', `DICOM ${film.studyInstanceUid}`)
    // A study is one patient's: "study 1" of two patients are two studies.
    if (film.study) put('study', `manifest ${film.patient ?? ''} ${film.study}`)
    put('name', keyOfName(film.path))
  })
  for (const byKey of result.values()) for (const [key, members] of byKey) if (members.length < 2) byKey.delete(key)
  return result
}

/** What the first brackets of the pattern hold, or all that it finds, in the file's name or else in its whole path. */
function keyByPattern(pattern: GroupPattern): (path: string) => string | undefined {
  return (path) => {
    const slashed = path.replaceAll('\\', '/')
    return pattern(slashed.slice(slashed.lastIndexOf('/') + 1)) ?? pattern(slashed)
  }
}

/**
 * Six and more digits may also be a running number or a date; where most endings have no letter, they are no hashes.
 */
function keyByHashedName(films: readonly GroupFacts[]): (path: string) => string | undefined {
  const endings = films.map(({ path }) => hashedName.exec(path)?.[2]).filter((ending) => ending !== undefined)
  const withLetter = endings.filter((ending) => /[a-f]/i.test(ending)).length
  if (withLetter * 2 <= endings.length) return () => undefined
  return (path) => hashedName.exec(path)?.[1]
}
