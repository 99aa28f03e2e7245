import type { Tag } from '#shared/library.ts'

/** Elements in whose tag, name or value every word of a search occurs. */
export function findTags(tags: readonly Tag[], search: string): Tag[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return tags.filter((one) => {
    const text =
      `${one.tag} ${one.tag.replace(/\W/g, '')} ${one.keyword ?? ''} ${one.vr ?? ''} ${one.value}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Keywords outside the patient's group (0010) that name or lead to people or places. */
const naming =
  /Name|Institution|Physician|Operator|Accession|PatientID|Address|Telephone|Comments|StudyID|Requesting|Performed.*Description/

/** The same elements with the values that may name somebody hidden; private ones may hold anything. */
export function hideNames(tags: readonly Tag[]): Tag[] {
  const names = (one: Tag) =>
    one.private || one.tag.startsWith('(0010,') || one.vr === 'PN' || naming.test(one.keyword ?? '')
  return tags.map((one) => (names(one) && one.value ? { ...one, value: '•••', cut: false } : one))
}
