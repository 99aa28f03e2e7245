import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { createApplication } from '#main/app/index.ts'
import { ApiKeys } from '#main/hosts/api/keys.ts'
import { serveApi } from '#main/hosts/api/serveApi.ts'
import { newHome } from '../../support/home.ts'
import type { Taker, Target } from '../target.ts'
import { answerTo } from './answerTo.ts'

/** In the place of a key that is rebuilt at each start. */
const keyHere = 'fg_000000000000_0000000000000000000000000000000000000000000'

const head = (line: string, more: Record<string, string | number> = {}): string =>
  [line, 'Host: localhost', `Authorization: Bearer ${keyHere}`, ...Object.entries(more).map(([name, value]) => `${name}: ${value}`), '\r\n'].join('\r\n') // prettier-ignore

const sample = join(import.meta.dirname, '../../../resources/samples/IMG0002441.jpg')

/** Requests to the HTTP API, with a key. Nothing is decoded or computed here beyond what one film needs. */
export const apiRequests: Target = {
  name: 'API request',
  text: true,
  seeds: async () => {
    const film = await readFile(sample)
    const start =
      '--b\r\nContent-Disposition: form-data; name="film"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    const form = Buffer.concat([Buffer.from(start), film.subarray(0, 2000), Buffer.from('\r\n--b--\r\n')])
    const type = 'multipart/form-data; boundary=b'
    const asks = (text: string, body: Uint8Array = Buffer.of()): Uint8Array => Buffer.concat([Buffer.from(text), body])
    return [
      asks(head('GET /v1/health HTTP/1.1')),
      asks(head('GET /v1/ HTTP/1.1')),
      asks(head('GET /v1/models HTTP/1.1', { 'X-Forwarded-For': '10.0.0.1, 10.0.0.2' })),
      asks(head('GET /v1/models/starter HTTP/1.1')),
      asks(head('GET /v1/readings/00000000-0000-4000-8000-000000000000/evidence.png HTTP/1.1')),
      asks(head('POST /v1/readings HTTP/1.1', { 'Content-Type': type, 'Content-Length': form.length }), form),
      asks(head('POST /v1/readings?frame=0&force=true HTTP/1.1', { 'Content-Type': 'application/dicom', 'Content-Length': 500, Expect: '100-continue' }), film.subarray(0, 500)), // prettier-ignore
      asks(head('POST /v1/readings HTTP/1.1', { 'Content-Type': 'image/jpeg', 'Transfer-Encoding': 'chunked' }), Buffer.from('4\r\nabcd\r\n0\r\n\r\n')), // prettier-ignore
    ]
  },
  start: async (): Promise<Taker> => {
    const home = await newHome()
    const application = await createApplication({ host: 'cli', home })
    const keys = new ApiKeys(home)
    const { key } = await keys.create({ name: 'fuzz', scopes: ['models', 'readings'] })
    const limits = { perMinute: 1_000_000, largestFilm: 2 ** 20 }
    const client = createRouterClient(application.router)
    const host = await serveApi({ client, keys, host: '127.0.0.1', port: 0, behindProxy: false, ...limits })
    return {
      take: (bytes) => {
        const given = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(keyHere, key), 'latin1')
        return answerTo(host.url, given, '/v1/health')
      },
      stop: async () => {
        await host.close()
        await application.stop()
      },
    }
  },
}
