import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type ArchivedInstance = { study: string; series: string; instance: string; modality: string; bytes: Uint8Array }

export type FakeArchive = {
  base: string
  /** What it holds, in the order in which it lists it; may be changed at any time. */
  instances: ArchivedInstance[]
  requests: { path: string; accept: string; authorization: string | undefined }[]
  /** Answers in place of the archive where it gives a status. */
  refuse(answer: (path: string) => number | undefined): void
  close(): Promise<void>
}

export type FakeArchiveOptions = {
  /** Items that it lists at a time at most, whatever it is asked for. */
  mostItems?: number
  /** Gives the first page again, whatever the offset. */
  ignoresOffset?: boolean
  /** Sends instances bare and not as multipart. */
  bare?: boolean
}

const unique = (values: string[]): string[] => [...new Set(values)]

/** A DICOMweb archive (PS3.18) as far as a fleet asks one: lists of studies, series and instances, and the files. */
export async function startFakeArchive(options: FakeArchiveOptions = {}): Promise<FakeArchive> {
  const archive: Omit<FakeArchive, 'base' | 'close'> & { answer(path: string): number | undefined } = {
    instances: [],
    requests: [],
    answer: () => undefined,
    refuse: (answer) => (archive.answer = answer),
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://archive')
    const path = pathname.replace(/^\/dicom-web\//, '')
    archive.requests.push({ path, accept: request.headers.accept ?? '', authorization: request.headers.authorization })
    const status = archive.answer(path)
    if (status !== undefined) response.writeHead(status).end()
    else answer(archive.instances, path, searchParams, response, request, options)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...archive,
    refuse: archive.refuse,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(
  instances: readonly ArchivedInstance[],
  path: string,
  query: URLSearchParams,
  response: ServerResponse,
  _request: IncomingMessage,
  { mostItems = 1000, ignoresOffset = false, bare = false }: FakeArchiveOptions,
): void {
  const [, study, , series, , instance] = path.split('/')
  const within = instances.filter((one) => (!study || one.study === study) && (!series || one.series === series))
  if (instance) {
    const found = within.find((one) => one.instance === instance)
    if (!found) return void response.writeHead(404).end()
    if (bare) return void response.writeHead(200, { 'content-type': 'application/dicom' }).end(found.bytes)
    response.writeHead(200, { 'content-type': 'multipart/related; type="application/dicom"; boundary=gap' })
    response.write('\r\n--gap\r\nContent-Type: application/dicom\r\n\r\n')
    response.write(found.bytes)
    return void response.end('\r\n--gap--\r\n')
  }
  const items = path.endsWith('/instances')
    ? within.map((one) => ({ '00080018': { vr: 'UI', Value: [one.instance] } }))
    : path.endsWith('/series')
      ? unique(within.map((one) => one.series)).map((uid) => ({
          '0020000E': { vr: 'UI', Value: [uid] },
          '00080060': { vr: 'CS', Value: [within.find((one) => one.series === uid)!.modality] },
        }))
      : unique(within.map((one) => one.study)).map((uid) => ({ '0020000D': { vr: 'UI', Value: [uid] } }))
  const from = ignoresOffset ? 0 : Number(query.get('offset') ?? 0)
  const page = items.slice(from, from + Math.min(mostItems, Number(query.get('limit') ?? mostItems)))
  if (page.length === 0) return void response.writeHead(204).end()
  const isCut = from + page.length < items.length
  response
    .writeHead(200, { 'content-type': 'application/dicom+json', ...(isCut ? { warning: '299 archive: more' } : {}) })
    .end(JSON.stringify(page))
}
