import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { z } from 'zod'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { WebServer } from '../connection.ts'
import type { FetchedTo, FoundStudy, ObjectFile, Peer, SentObject, StudyQuery } from '../peer.ts'
import { sameContent } from '../objects/sameContent.ts'
import { partFiles } from './partFiles.ts'
import { eachPart, multipart } from './parts.ts'
import { webAnswer, webRequest } from './request.ts'

/** DICOM JSON, PS3.18 F.2: attributes by tag. */
const itemSchema = z.record(z.string(), z.object({ Value: z.array(z.unknown()).optional() }))
type Item = z.infer<typeof itemSchema>

const json = 'application/dicom+json'
const part10 = 'multipart/related; type="application/dicom"; transfer-syntax=*'
/** Objects of one message: an answer that is lost leaves no more of them in doubt. */
const together = 8

/** A DICOMweb server: QIDO-RS, WADO-RS and STOW-RS, as user (PS3.18 10.4 to 10.6). */
export function dicomWeb(server: WebServer): Peer {
  return {
    test: async (signal) => void (await list(server, 'studies?limit=1', signal)),
    async studies(query, most, signal) {
      const items = await list(server, `studies?${searchOf(query, most + 1)}`, signal)
      return { studies: items.slice(0, most).map(studyOf), cut: items.length > most }
    },
    async fetch(studyUid, to, signal) {
      const series = await list(server, `studies/${studyUid}/series`, signal)
      for (const one of series) {
        const at = `studies/${studyUid}/series/${uidIn(one, '0020000E')}`
        // One object at a time: a study can be larger than the memory.
        for (const instance of await list(server, `${at}/instances`, signal)) {
          const path = `${at}/instances/${uidIn(instance, '00080018')}`
          await fetchObjects(server, path, to, signal)
        }
      }
    },
    async send(objects, onSent, signal, folder = tmpdir()) {
      for (let start = 0; start < objects.length; start += together)
        await store(server, objects.slice(start, start + together), { onSent, folder, signal })
    },
  }
}

/** Each object goes to the disk as it comes: it can be larger than the memory. */
async function fetchObjects(server: WebServer, path: string, to: FetchedTo, signal: AbortSignal): Promise<void> {
  const files = partFiles(to)
  try {
    await webAnswer(server, path, { accept: part10 }, { signal, use: ({ type, body }) => eachPart(type, body, files) })
  } finally {
    await files.discard()
  }
}

async function list(server: WebServer, path: string, signal: AbortSignal): Promise<Item[]> {
  const { status, bytes } = await webRequest(server, path, { accept: json }, signal)
  if (status === 204 || bytes.length === 0) return []
  try {
    return z.array(itemSchema).parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new ProblemError('pacs-answer-damaged', { cause })
  }
}

/** A query may hold `?` as it is (RFC 3986 3.4); Orthanc's plugin (1.7) does not decode it, nor `^`, and finds nobody. */
function searchOf({ patientId, patientName, date, modality, accession }: StudyQuery, limit: number): string {
  const wishes = { PatientID: patientId, PatientName: patientName, StudyDate: date, ModalitiesInStudy: modality, AccessionNumber: accession } // prettier-ignore
  const given = Object.entries(wishes).filter((wish): wish is [string, string] => wish[1] !== undefined)
  const fields = ['00081030', '00201208', '00080061'].map((tag) => ['includefield', tag] as [string, string])
  return [...given, ...fields, ['limit', String(limit)]]
    .map(([name, value]) => `${name}=${encodeURIComponent(value!).replaceAll('%5E', '^').replaceAll('%3F', '?')}`)
    .join('&')
}

const valueOf = (item: Item, tag: string): unknown => item[tag]?.Value?.[0]
/** A value in writing; a server may have put anything in its place, which is none then. */
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
function textIn(item: Item, tag: string): string {
  const value = valueOf(item, tag)
  const isName = typeof value === 'object' && value !== null
  return textOf(isName ? (value as { Alphabetic?: unknown }).Alphabetic : value)
}

function uidIn(item: Item, tag: string): string {
  const uid = textIn(item, tag)
  if (!/^[0-9.]{1,64}$/.test(uid)) throw new ProblemError('pacs-answer-damaged')
  return uid
}

function studyOf(item: Item): FoundStudy {
  const instances = Number(textIn(item, '00201208'))
  return {
    studyUid: uidIn(item, '0020000D'),
    patientName: textIn(item, '00100010'),
    patientId: textIn(item, '00100020'),
    date: textIn(item, '00080020'),
    description: textIn(item, '00081030'),
    modalities: (item['00080061']?.Value ?? []).map(textOf).filter(Boolean),
    ...(instances > 0 ? { instances } : {}),
  }
}

/**
 * STOW-RS, and then a look at what is there: servers answer success for a UID that they have and keep the object that
 * they had (PS3.18 10.5.3 leaves that to them).
 */
async function store(
  server: WebServer,
  objects: readonly ObjectFile[],
  { onSent, folder, signal }: { onSent(sent: SentObject): void; folder: string; signal: AbortSignal },
): Promise<void> {
  const told = ({ sopInstanceUid }: ObjectFile, problem?: ProblemError): void =>
    onSent({ sopInstanceUid, ...(problem ? { problem: toProblem(problem) } : { compared: 'whole' }) })
  let stored: Map<string, Item>
  let failed: Map<string, Item>
  try {
    const boundary = randomUUID()
    const body = multipart(
      boundary,
      objects.map(
        ({ path }) =>
          () =>
            readFile(path),
      ),
    )
    const type = `multipart/related; type="application/dicom"; boundary=${boundary}`
    // 202 and 409: some or all of them failed, which the body says one by one.
    const { bytes } = await webRequest(server, 'studies', { method: 'POST', accept: json, type, body }, signal, [409])
    const answer = itemSchema.parse(JSON.parse(bytes.toString('utf8')))
    ;[stored, failed] = [objectsIn(answer, '00081199'), objectsIn(answer, '00081198')]
  } catch (thrown) {
    signal.throwIfAborted()
    const problem = thrown instanceof ProblemError ? thrown : new ProblemError('pacs-answer-damaged', { cause: thrown })
    for (const object of objects) told(object, problem)
    return
  }
  for (const object of objects) {
    const failure = failed.get(object.sopInstanceUid)
    if (failure)
      told(object, new ProblemError('pacs-status', { status: Number(textIn(failure, '00081197')).toString(16).toUpperCase().padStart(4, '0') })) // prettier-ignore
    else if (!stored.has(object.sopInstanceUid)) told(object, new ProblemError('pacs-unanswered'))
    else {
      const problem = await otherThan(server, object, { folder, signal })
      // Stored it is all the same.
      if (signal.aborted) onSent({ sopInstanceUid: object.sopInstanceUid })
      else told(object, problem)
    }
  }
  signal.throwIfAborted()
}

/** The items of a sequence by the object that each is about. */
function objectsIn(answer: Item, tag: string): Map<string, Item> {
  const items = z.array(itemSchema).parse(answer[tag]?.Value ?? [])
  return new Map(items.map((item) => [textIn(item, '00081155'), item]))
}

/** The problem with what the server keeps under the object's UID, if there is one; of no meaning where it is aborted. */
async function otherThan(
  server: WebServer,
  object: ObjectFile,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<ProblemError | undefined> {
  const [study, series] = object.place
  const path = `studies/${study}/series/${series}/instances/${object.sopInstanceUid}`
  let isSame = false
  const onObject = async (kept: string): Promise<void> => {
    isSame ||= sameContent(await readRegularFile(kept), await readRegularFile(object.path))
  }
  try {
    await fetchObjects(server, path, { folder, onObject }, signal)
    return isSame ? undefined : new ProblemError('pacs-kept-other')
  } catch (thrown) {
    return thrown instanceof ProblemError ? thrown : new ProblemError('pacs-answer-damaged', { cause: thrown })
  }
}
