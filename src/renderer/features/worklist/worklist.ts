import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { Film } from '#shared/film.ts'
import type { Verdict } from '#shared/reading.ts'
import { studyKeyOf, useFilmsStore, type Row } from '#renderer/features/films/index.ts'
import { useMarkingStore } from '#renderer/features/marking/index.ts'
import { useNotesStore } from '#renderer/features/notes/index.ts'
import { useMarksStore, type ShortReading } from '#renderer/features/reading/index.ts'
import { useViewportStore } from '#renderer/features/viewport/index.ts'
import { filmsByStudy, togetherByStudy, type Item } from './studies.ts'

export const orders = ['opened', 'suspicion', 'uncertainty', 'chance', 'date', 'name'] as const
export type Order = (typeof orders)[number]
export const filters = [
  'all',
  'fracture',
  'uncertain',
  'no-fracture',
  'not-judged',
  'unread',
  'reviewed',
  'unanswered',
  'differing',
  'key',
  'noted',
  'problems',
] as const
export type Filter = (typeof filters)[number]
/** Orders that change with what was read. */
const byReading = new Set<Order>(['suspicion', 'uncertainty'])
const byVerdict = new Set<Filter>(['fracture', 'uncertain', 'no-fracture', 'not-judged', 'unread'])

/** The worklist as it is looked at: found, filtered and sorted. */
export const useWorklistStore = defineStore('worklist', () => {
  const films = useFilmsStore()
  const marking = useMarkingStore()
  const marks = useMarksStore()
  const notes = useNotesStore()
  const viewport = useViewportStore()
  const order = ref<Order>('opened')
  const filter = ref<Filter>('all')
  const search = ref('')
  /** After an answer the next film without one is shown. */
  const labelling = ref(false)

  type ReadingOf = (film: Film) => ShortReading | undefined
  function readingsNow(): ReadingOf {
    const readingOf = marks.readingsOfMany()
    return ({ filmId }) => readingOf(filmId, viewport.frameOf(filmId))
  }

  /** Somebody said what they see, or, earlier, whether the model was right. */
  function isReviewed(filmId: string): boolean {
    const frame = viewport.frameOf(filmId)
    return marking.answerOf(filmId, frame) !== undefined || marks.opinionOf(filmId, frame) !== undefined
  }

  const isAnswered = (filmId: string): boolean => marking.answerOf(filmId, viewport.frameOf(filmId)) !== undefined

  function passes(row: Row, readingOf: ReadingOf, noted: ReadonlySet<string>): boolean {
    if (filter.value === 'all') return true
    if (!('film' in row)) return filter.value === 'problems' && !row.document
    if (filter.value === 'reviewed') return isReviewed(row.id)
    if (filter.value === 'unanswered') return !isAnswered(row.id)
    if (filter.value === 'differing') return marking.differs(row.id, viewport.frameOf(row.id))
    if (filter.value === 'key' || filter.value === 'noted') return noted.has(row.id)
    const verdict: Verdict | 'unread' = readingOf(row.film)?.verdict ?? 'unread'
    return verdict === filter.value
  }

  const rows = computed(() => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    // A list that says nothing of readings need not be rebuilt with each of them.
    const readingOf = byVerdict.has(filter.value) || byReading.has(order.value) ? readingsNow() : () => undefined
    const noted =
      filter.value === 'key' || filter.value === 'noted'
        ? notes.filmsWith(filter.value === 'key' ? 'key' : 'text')
        : new Set<string>()
    const found = films.rows.filter(
      (row) => passes(row, readingOf, noted) && words.every((word) => wordsOf(row).includes(word)),
    )
    return togetherByStudy(order.value === 'opened' ? found : sorted(found, readingOf))
  })

  /** Films of each study of several films, whether they are found or not. */
  const studies = computed(() => filmsByStudy(films.films))

  /** What the list shows: a study's line before its films. */
  const items = computed<Item[]>(() => {
    let last: string | undefined
    return rows.value.flatMap((row): Item[] => {
      const key = 'film' in row ? studyKeyOf(row.film) : undefined
      const study = key === undefined || key === last ? undefined : studies.value.get(key)
      last = key
      return study ? [{ id: `study ${key}`, study }, row] : [row]
    })
  })

  /** The first film of the study that lies so many studies further on; a film without a study is one of its own. */
  function studyAfter(by: 1 | -1): Film | undefined {
    const list = rows.value.flatMap((row) => ('film' in row ? [row.film] : []))
    const keys = list.map((film) => studyKeyOf(film) ?? film.filmId)
    const at = list.findIndex(({ filmId }) => filmId === films.selectedId)
    if (at < 0) return list[0]
    if (by === 1) return list.find((_, index) => index > at && keys[index] !== keys[at])
    const previous = keys.findLast((key, index) => index < at && key !== keys[at])
    return previous === undefined ? undefined : list[keys.indexOf(previous)]
  }

  /** Files that could not be opened come last in every order but that of opening. */
  function sorted(found: Row[], readingOf: ReadingOf): Row[] {
    const keyed = found.map((row) => ({ row, key: 'film' in row ? keyOf(row.film, readingOf) : undefined }))
    const compare = order.value === 'name' ? collator.compare : (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0)
    return keyed
      .sort((a, b) =>
        a.key === undefined || b.key === undefined
          ? Number(a.key === undefined) - Number(b.key === undefined)
          : compare(a.key, b.key),
      )
      .map(({ row }) => row)
  }

  function keyOf(film: Film, readingOf: ReadingOf): string | undefined {
    if (order.value === 'name') return film.header.patientName ?? film.header.patientId ?? film.name
    if (order.value === 'date') return film.header.studyDate
    if (order.value === 'chance') return shuffled(film.name)
    const reading = readingOf(film)
    if (order.value === 'uncertainty')
      return reading?.probability === undefined ? undefined : (1 - Math.abs(2 * reading.probability - 1)).toFixed(6)
    // Not judged: no suspicion, so below all that was judged.
    return reading?.verdict === 'not-judged' ? '' : reading?.probability.toFixed(6)
  }

  const selectedIndex = computed(() => rows.value.findIndex((row) => row.id === films.selectedId))

  /**
   * Selects the film that lies so many rows further on, problems left out; ±1 for the next and the previous one,
   * ±Infinity for the last and the first. Stays at the ends.
   */
  function step(by: number) {
    const list = rows.value
    const from = selectedIndex.value
    const goal = Math.min(list.length - 1, Math.max(0, from + by))
    const isAfter = (limit: number) => (row: Row, index: number) => 'film' in row && index >= limit
    const isBefore = (limit: number) => (row: Row, index: number) => 'film' in row && index <= limit
    // On from the goal, and where only problems lie there, back to what is nearest to it.
    const found =
      by > 0
        ? (list.find(isAfter(goal)) ?? list.findLast((row, index) => index > from && isBefore(goal)(row, index)))
        : (list.findLast(isBefore(goal)) ??
          list.find((row, index) => (from < 0 || index < from) && isAfter(goal)(row, index)))
    if (found) films.select(found.id)
  }

  /** The first film without an answer after this one, then from the beginning of the list. */
  function unansweredAfter(filmId: string): string | undefined {
    const list = rows.value
    const at = list.findIndex(({ id }) => id === filmId)
    const isOpen = (row: Row) => 'film' in row && row.id !== filmId && !isAnswered(row.id)
    return (list.slice(at + 1).find(isOpen) ?? list.slice(0, Math.max(at, 0)).find(isOpen))?.id
  }

  // At once, while the film that was answered is still where it was in the list.
  watch(
    () => marking.answered,
    (answered) => {
      const next = labelling.value && answered ? unansweredAfter(answered.filmId) : undefined
      if (next !== undefined) films.select(next)
    },
    { flush: 'sync' },
  )

  return {
    order,
    filter,
    search,
    labelling,
    rows,
    /** Only what was read can be found by what the filter asks for. */
    byVerdict: computed(() => byVerdict.has(filter.value)),
    items,
    selectedIndex,
    step,
    studyAfter,
  }
})

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** A place in an order that has nothing to do with names, and is the same at each start (FNV-1a, mixed). */
function shuffled(name: string): string {
  let hash = 0x811c9dc5
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0')
}

const known = new WeakMap<Row, string>()

/** All that a row can be found by. */
function wordsOf(row: Row): string {
  let words = known.get(row)
  if (words === undefined) {
    const parts = 'film' in row ? [row.film.name, ...Object.values(row.film.header)] : [row.name]
    words = parts
      .filter((part) => typeof part === 'string')
      .join(' ')
      .replaceAll('^', ' ')
      .toLowerCase()
    known.set(row, words)
  }
  return words
}
