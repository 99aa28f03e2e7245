import { ProblemError } from '#shared/problem.ts'
import type { Archive } from './archive.ts'
import { archiveList, type Listed } from './archiveRequest.ts'

const pageLength = 100

/**
 * The pages of a list, from an offset on (PS3.18, 8.3.4.4), to the one that is empty: an archive may give fewer at a time than
 * it was asked for. Rejects with 'malformed' where it says that there is more and gives the same again.
 */
export async function* pagesOf(
  archive: Archive,
  path: string,
  query: string,
  from: number,
): AsyncGenerator<{ offset: number; items: Listed[] }> {
  let before: string | undefined
  for (let offset = from; ;) {
    const asked = [query, `limit=${pageLength}`, `offset=${offset}`].filter(Boolean).join('&')
    const { items, isCut } = await archiveList(archive, `${path}?${asked}`)
    if (items.length === 0) return
    const now = JSON.stringify(items)
    if (now === before) {
      if (isCut || items.length === pageLength) throw new ProblemError('fleet-archive-without-offset')
      // It knows no pages, and the first was everything.
      return
    }
    yield { offset, items }
    before = now
    offset += items.length
  }
}
