import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { FleetSource, FleetTerms } from '#shared/fleet.ts'
import { ProblemError } from '#shared/problem.ts'
import { archiveRequest, listOf, type Listed } from './archiveRequest.ts'
import { pagesOf } from './archivePages.ts'
import { firstPart } from './multipart.ts'
import type { FilmsMeans, SourceFilms, Step, WalkedKeys } from './source.ts'

export type Archive = Extract<FleetSource, { kind: 'dicomweb' }>

/** Where a page of studies begins, and how many of its studies are done. */
const cursorSchema = z
  .object({ offset: z.int().nonnegative(), done: z.int().nonnegative() })
  .default({ offset: 0, done: 0 })

const uids = { study: '0020000D', series: '0020000E', instance: '00080018' } as const
const modalityTag = '00080060'
const uidPattern = /^[0-9.]{1,64}$/

/**
 * All instances of the studies that a query finds, QIDO-RS (PS3.18, 10.6): studies, their series, their instances, each
 * page by page. Modalities are looked at series by series, so that nothing is fetched in vain. An archive grows while
 * it is walked and its pages shift: a study that was walked is told by its UID, not by its place.
 */
export async function* archiveWalk(
  terms: FleetTerms,
  archive: Archive,
  cursor: unknown,
  walked: WalkedKeys,
): AsyncGenerator<Step> {
  const from = cursorSchema.parse(cursor ?? undefined)
  for await (const { offset, items } of pagesOf(archive, 'studies', archive.query, from.offset)) {
    const studies = items.map((item) => uidOf(item, uids.study))
    const known = await walked(studies)
    for (const [i, study] of studies.entries()) {
      if (offset === from.offset && i < from.done) continue
      const next = { offset, done: i + 1 }
      if (!known.has(study)) yield* instancesOf(archive, study, terms.modalities)
      known.add(study)
      yield { found: { nothing: true }, cursor: next, key: study }
    }
  }
}

async function* instancesOf(archive: Archive, study: string, modalities: readonly string[]): AsyncGenerator<Step> {
  for await (const { items } of pagesOf(archive, `studies/${study}/series`, '', 0)) {
    for (const item of items) {
      const [modality] = listOf(item, modalityTag)
      // A series that does not say what it is, is read: its files do.
      if (modalities.length > 0 && modality !== undefined && !modalities.includes(String(modality))) continue
      const series = `studies/${study}/series/${uidOf(item, uids.series)}`
      for await (const page of pagesOf(archive, `${series}/instances`, '', 0))
        for (const instance of page.items)
          yield { found: { film: `${series}/instances/${uidOf(instance, uids.instance)}` } }
    }
  }
}

function uidOf(item: Listed, tag: string): string {
  const [uid] = listOf(item, tag)
  if (typeof uid !== 'string' || !uidPattern.test(uid)) throw new ProblemError('fleet-archive-answer')
  return uid
}

/** Instances are fetched as they are stored, WADO-RS (PS3.18, 10.4), one file each, which is gone after its reading. */
export function archiveFilms(archive: Archive, withFolder: FilmsMeans['withFolder']): SourceFilms {
  const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*'
  return {
    folder: tmpdir(),
    nameOf: (film) => film,
    withFile: async (film, work) => {
      const { type, bytes } = await archiveRequest(archive, film, { accept })
      return withFolder(async (folder) => {
        const path = join(folder, 'film.dcm')
        await writeFile(path, firstPart(type, bytes), { mode: 0o600 })
        return work(path)
      })
    },
  }
}

/**
 * The archive and the query of an address. Throws 'wrong-use' for one with a password, which would be kept in the
 * database.
 */
export function parseArchive(address: string): Archive {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!url || !isWeb || url.username || url.password) throw new ProblemError('fleet-source-impossible')
  const path = url.pathname.replace(/\/+(studies\/*)?$/, '')
  return { kind: 'dicomweb', base: `${url.origin}${path}`, query: url.search.slice(1) }
}
