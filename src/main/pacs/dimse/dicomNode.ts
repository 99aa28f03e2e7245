import { tmpdir } from 'node:os'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { DicomNode } from '../connection.ts'
import type { FetchedTo, FoundStudy, ObjectFile, Peer, SentObject, StudyQuery } from '../peer.ts'
import { associate, type DimseRequest, type DimseResponse } from './association.ts'
import { dimse } from './library.ts'
import { sentContent } from './sentContent.ts'
import { hex, isChanged, isPending, isStored, isUnknown, success } from './statuses.ts'
import { StoredObjects, type Comparison, type Stored } from './storedObjects.ts'

const { CEchoRequest, CFindRequest, CGetRequest, CStoreRequest } = dimse.requests

/** Films of one association: the library holds them all in memory. */
const together = 8

/** A node over DIMSE: Verification, Study Root Query/Retrieve (FIND, GET) and Storage, as user (PS3.4 A, B, C). */
export function dicomNode(node: DicomNode): Peer {
  return {
    async test(signal) {
      const status = await onlyStatus(node, new CEchoRequest(), signal)
      if (status !== success) throw new ProblemError('pacs-status', { status: hex(status) })
    },
    studies: (query, most, signal) => findStudies(node, query, most, signal),
    fetch: (studyUid, retrieval, signal) => getStudy(node, studyUid, retrieval, signal),
    async send(objects, onSent, signal, folder = tmpdir()) {
      const kept = new StoredObjects(node, folder)
      for (let start = 0; start < objects.length; start += together)
        await store(node, objects.slice(start, start + together), { kept, onSent, signal })
    },
  }
}

async function onlyStatus(node: DicomNode, request: DimseRequest, signal: AbortSignal): Promise<number> {
  let status: number | undefined
  await associate(node, [request], (_request, response) => (status = response.status), signal)
  if (status === undefined) throw new ProblemError('pacs-unanswered')
  return status
}

async function findStudies(node: DicomNode, query: StudyQuery, most: number, signal: AbortSignal) {
  const request = CFindRequest.createStudyFindRequest({
    StudyInstanceUID: '',
    StudyDescription: '',
    ModalitiesInStudy: query.modality ?? '',
    NumberOfStudyRelatedInstances: '',
    PatientID: query.patientId ?? '',
    PatientName: query.patientName ?? '',
    StudyDate: query.date ?? '',
    AccessionNumber: query.accession ?? '',
  })
  const studies: FoundStudy[] = []
  let cut = false
  let last: number | undefined
  await associate(
    node,
    [request],
    (_request, { status, elements }) => {
      last = status
      if (!isPending(status)) return
      if (studies.length < most) studies.push(studyOf(elements))
      else cut = true
    },
    signal,
  )
  if (last === undefined || isPending(last)) throw new ProblemError('pacs-unanswered')
  if (last !== success) throw new ProblemError('pacs-status', { status: hex(last) })
  return { studies, cut }
}

function studyOf(elements: Record<string, unknown>): FoundStudy {
  const text = (name: string): string => textOf(elements[name])
  const instances = Number(text('NumberOfStudyRelatedInstances'))
  return {
    studyUid: text('StudyInstanceUID'),
    patientName: text('PatientName'),
    patientId: text('PatientID'),
    date: text('StudyDate'),
    description: text('StudyDescription'),
    modalities: [elements.ModalitiesInStudy ?? []].flat().map(textOf).filter(Boolean),
    ...(instances > 0 ? { instances } : {}),
  }
}

/** A person's name comes as an object of its writings, PS3.5 6.2.1. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return textOf(value[0])
  if (typeof value === 'object') return textOf((value as { Alphabetic?: unknown }).Alphabetic)
  return String(value as string | number)
}

/** C-GET, PS3.4 C.4.3: the objects come on the same association, so that nobody must reach this machine. */
async function getStudy(node: DicomNode, studyUid: string, retrieval: FetchedTo, signal: AbortSignal): Promise<void> {
  let last: DimseResponse | undefined
  const request = CGetRequest.createStudyGetRequest(studyUid)
  // Those would be all that the library knows, in uncompressed syntaxes only, and more than fit beside our own.
  request.setAddStorageSopClassesToAssociation(false)
  await associate(node, [request], (_request, response) => (last = response), signal, { retrieval })
  // Without an answer the context was refused.
  if (!last || isUnknown(last.status)) throw new ProblemError('pacs-get-unsupported')
  if (isPending(last.status)) throw new ProblemError('pacs-unanswered')
  if (last.failures > 0) throw new ProblemError('pacs-fetch-incomplete', { failed: last.failures })
  if (!isStored(last.status)) throw new ProblemError('pacs-status', { status: hex(last.status) })
}

type Sending = { kept: StoredObjects; onSent(sent: SentObject): void; signal: AbortSignal }

/** Each object is told of, whatever happens to the others and to the association; those that are stored when compared. */
async function store(
  node: DicomNode,
  objects: readonly ObjectFile[],
  { kept, onSent, signal }: Sending,
): Promise<void> {
  const left = new Map<DimseRequest, ObjectFile>()
  const stored: (Partial<Stored> & Pick<Stored, 'object'>)[] = []
  const fail = ({ sopInstanceUid }: ObjectFile, problem: ProblemError): void =>
    onSent({ sopInstanceUid, problem: toProblem(problem) })
  for (const object of objects) {
    try {
      left.set(new CStoreRequest(object.path), object)
    } catch (cause) {
      fail(object, new ProblemError('pacs-not-dicom', { cause }))
    }
  }
  if (left.size === 0) return
  const onResponse = (request: DimseRequest, { status }: DimseResponse): void => {
    const object = left.get(request)
    if (!left.delete(request) || !object) return
    if (!isStored(status)) return fail(object, new ProblemError('pacs-status', { status: hex(status) }))
    const sent = isChanged(status) ? undefined : sentContent(request as InstanceType<typeof CStoreRequest>)
    stored.push({ object, ...(sent ? { sent } : {}) })
  }
  const tell = (comparison: Comparison): void => {
    for (const one of stored) {
      const compared = isKnown(one) ? comparison.get(one) : undefined
      if (compared === 'other') fail(one.object, new ProblemError('pacs-kept-other'))
      else onSent({ sopInstanceUid: one.object.sopInstanceUid, ...(compared ? { compared } : {}) })
    }
  }
  let problem = new ProblemError('pacs-unanswered')
  try {
    await associate(node, [...left.keys()], onResponse, signal)
  } catch (thrown) {
    if (signal.aborted) tell(new Map())
    signal.throwIfAborted()
    if (!(thrown instanceof ProblemError)) throw thrown
    problem = thrown
  }
  // Accepted, released, and not a word about these: the node takes neither their class nor their syntax.
  for (const object of left.values()) fail(object, problem)
  const comparison = await kept.compare(stored.filter(isKnown), signal).catch((thrown: unknown) => {
    // Stored they are all the same.
    tell(new Map())
    throw thrown
  })
  tell(comparison)
}

const isKnown = (one: Partial<Stored> & Pick<Stored, 'object'>): one is Stored => one.sent !== undefined
