import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FetchEvent } from '#shared/pacs.ts'
import { createApplication, type Application, type AppRouter } from '#main/app/index.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

let home: string
let application: Application
let client: RouterClient<AppRouter, Record<never, never>>
const servers: { close(): unknown; closeAllConnections(): void }[] = []

beforeEach(async () => {
  home = await newFolder()
  application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
  client = createRouterClient(application.router)
})
afterEach(async () => {
  await application.stop()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const film = (number: number): Uint8Array =>
  dicomPhantom({
    elements: [
      { tag: 0x00080018, vr: 'UI', value: `1.2.3.${number}` },
      { tag: 0x0020000d, vr: 'UI', value: '1.2.3' },
      { tag: 0x0020000e, vr: 'UI', value: '1.2.3.4' },
    ],
  })

/** A DICOMweb server with a study of two films, of which the second comes when `later` says. */
async function serve(later: (give: () => void, response: ServerResponse) => void): Promise<void> {
  const server = createHttpServer((request, response) => {
    const uid = /instances\/([\d.]+)$/.exec(request.url!)?.[1]
    const json = (value: unknown) =>
      response.setHeader('content-type', 'application/dicom+json').end(JSON.stringify(value))
    if (uid) {
      const give = (): void => {
        response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=b')
        response.end(
          Buffer.concat([Buffer.from('--b\r\n\r\n'), film(Number(uid.split('.').at(-1))), Buffer.from('\r\n--b--')]),
        )
      }
      if (uid === '1.2.3.2') later(give, response)
      else give()
    } else if (request.url!.endsWith('/instances')) json([1, 2].map((i) => ({ '00080018': { Value: [`1.2.3.${i}`] } })))
    else json([{ '0020000E': { Value: ['1.2.3.4'] } }])
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await client.pacs.add({ kind: 'dicomweb', name: 'web', url, secret: 'hush' })
}

const inboxFiles = async (): Promise<string[]> =>
  (await readdir(join(home, 'inbox'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map(({ name }) => name)

it('a study comes into the worklist, and its files go with its films', async () => {
  await serve((give) => give())
  const events: FetchEvent[] = []
  for await (const event of await client.pacs.fetch({ name: 'web', studyUid: '1.2.3' })) events.push(event)
  expect(events.at(-1)).toMatchObject({ type: 'opened', opened: [{ type: 'film' }, { type: 'film' }] })
  expect(await inboxFiles()).toEqual(['1.2.3.1.dcm', '1.2.3.2.dcm'])
  const films = await client.studies.list()
  await client.studies.closeMany({ filmIds: films.map(({ filmId }) => filmId) })
  expect(await inboxFiles()).toEqual([])
  expect(await readFile(join(home, 'audit.jsonl'), 'utf8')).toMatch(/"study-fetched","words":\["web"\],"count":2/)
})

it('a study that does not come whole, or that nobody waits for any more, leaves nothing', async () => {
  let ask = (): void => undefined
  const asked = new Promise<void>((resolve) => (ask = resolve))
  await serve(() => ask())
  const stop = new AbortController()
  const fetching = (async () => {
    for await (const _ of await client.pacs.fetch({ name: 'web', studyUid: '1.2.3' }, { signal: stop.signal })) void _
  })()
  await asked
  expect(await inboxFiles()).toEqual(['1.2.3.1.dcm'])
  stop.abort()
  await expect(fetching).rejects.toThrow()
  await expect.poll(inboxFiles).toEqual([])
  expect(await client.studies.list()).toEqual([])
})

it('no answer of the program holds a secret', async () => {
  await serve((give) => give())
  const list = await client.pacs.list()
  expect(list).toMatchObject({ secrets: 'file', connections: [{ name: 'web', login: 'token' }] })
  expect(JSON.stringify(list)).not.toContain('hush')
  expect(await client.pacs.remove({ name: 'web' })).toMatchObject({ connections: [] })
  await expect(client.pacs.test({ name: 'web' })).rejects.toMatchObject({ data: { id: 'connection-unknown' } })
})
