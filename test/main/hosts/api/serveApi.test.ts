import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { get } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createRouterClient } from '@orpc/server'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '#main/app/index.ts'
import { openApi, operations } from '#main/hosts/api/description.ts'
import { ApiKeys } from '#main/hosts/api/keys.ts'
import { apiProblemSchema, apiReadingSchema, type ApiReading } from '#main/hosts/api/schemas.ts'
import { serveApi, type ApiHost, type ServeApiOptions } from '#main/hosts/api/serveApi.ts'
import type { Client } from '#main/hosts/api/readings.ts'
import { records, runCli } from '../../../support/runCli.ts'
import { hasOpenssl, newCertificate } from '../../../support/certificate.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeZip } from '../../../support/zips.ts'

const root = join(import.meta.dirname, '../../../..')
const sample = join(root, 'resources/samples/IMG0002441.jpg')
const run = promisify(execFile)

let home: string
let application: Application
let client: Client
let keys: ApiKeys
let host: ApiHost
let key: string
let film: Uint8Array<ArrayBuffer>
const hosts: ApiHost[] = []

async function serving(options: Partial<ServeApiOptions> = {}): Promise<ApiHost> {
  const one = await serveApi({
    ...{ client, keys, host: '127.0.0.1', port: 0, behindProxy: false, perMinute: 100_000, largestFilm: 2 ** 20 },
    ...options,
  })
  hosts.push(one)
  return one
}

beforeAll(async () => {
  home = await newFolder()
  application = await createApplication({ host: 'cli', home })
  client = createRouterClient(application.router)
  keys = new ApiKeys(home)
  key = (await keys.create({ name: 'all', scopes: ['models', 'readings'] })).key
  film = new Uint8Array(await readFile(sample))
  host = await serving()
})
afterAll(async () => {
  for (const one of hosts) await one.close()
  await application.stop()
})

const bearer = (one = key): Record<string, string> => ({ authorization: `Bearer ${one}` })

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(host.url + path, { ...init, headers: { ...bearer(), ...init.headers } })

const post = (body: BodyInit, { query = '', type = 'application/octet-stream' } = {}): Promise<Response> =>
  ask(`/v1/readings${query}`, { method: 'POST', body, headers: type ? { 'content-type': type } : {} })

function form(...parts: [name: string, value: string | Blob][]): FormData {
  const data = new FormData()
  for (const [name, value] of parts) data.append(name, value as Blob)
  return data
}

async function problem(answer: Response): Promise<{ status: number; code: string; id: string | undefined }> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const said = apiProblemSchema.parse(await answer.json())
  expect(said.status).toBe(answer.status)
  return { status: said.status, code: said.code, id: said.id }
}

describe('a reading by the API', () => {
  it('is that of the command line, from a form and from a whole body, and keeps nothing', async () => {
    const answers = [
      await ask('/v1/readings', { method: 'POST', body: form(['film', new Blob([film])]) }),
      await post(film, { type: 'image/jpeg' }),
    ]
    const readings: ApiReading[] = []
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      readings.push(apiReadingSchema.parse(await answer.json()))
    }
    const [byCli] = records(await runCli(await newFolder(), 'read', sample, '--json'))
    for (const { verdict, probability, findings, branches, model } of readings)
      expect({ verdict, probability, findings, branches, model }).toEqual({
        verdict: byCli!.verdict,
        probability: byCli!.probability,
        findings: byCli!.findings,
        branches: byCli!.branches,
        model: byCli!.model,
      })
    expect(readings[0]!.film).toEqual({ format: 'jpeg', rows: 454, columns: 373, frames: 1 })
    expect(await client.studies.list()).toEqual([])
    expect((await client.library.marks({})).length).toBe(0)
    const left = await readdir(join(home, 'inbox'), { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))).toEqual([])
  })

  it('has a picture of its evidence, for the key that asked alone', async () => {
    const reading = apiReadingSchema.parse(await (await post(film)).json())
    const picture = await ask(reading.evidence)
    expect(picture.headers.get('content-type')).toBe('image/png')
    const { width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata()
    expect([height, width]).toEqual([454, 373])
    const other = (await keys.create({ name: 'other', scopes: ['readings'] })).key
    expect(await problem(await ask(reading.evidence, { headers: bearer(other) }))).toMatchObject({ status: 404 })
    expect(await problem(await ask(reading.evidence, { headers: { authorization: '' } }))).toMatchObject({
      status: 401,
    })
    const unknown = '/v1/readings/00000000-0000-4000-8000-000000000000/evidence.png'
    expect(await problem(await ask(unknown))).toMatchObject({ status: 404, code: 'not-found' })
  })

  it.each([
    ['no film', () => post('hello'), 422, 'not-an-image'],
    ['nothing', () => post(''), 422, 'not-an-image'],
    ['a type that is none', () => post(film, { type: 'text/plain' }), 415, 'wrong-use'],
    [
      'a form without the film',
      () => ask('/v1/readings', { method: 'POST', body: form(['x', 'y']) }),
      400,
      'wrong-use',
    ],
    [
      'a form with a text as the film',
      () => ask('/v1/readings', { method: 'POST', body: form(['film', 'text']) }),
      400,
      'wrong-use',
    ],
    [
      'two films',
      () => ask('/v1/readings', { method: 'POST', body: form(['film', new Blob(['a'])], ['film', new Blob(['b'])]) }),
      400,
      'wrong-use',
    ],
    ['a broken form', () => post('--x', { type: 'multipart/form-data; boundary=y' }), 400, 'wrong-use'],
    ['a form without a boundary', () => post('--x', { type: 'multipart/form-data' }), 400, 'wrong-use'],
    ['an unknown model', () => post(film, { query: '?model=none' }), 404, 'model-not-found'],
    ['a frame that is not there', () => post(film, { query: '?frame=1' }), 404, 'frame-out-of-range'],
    ['a frame that is none', () => post(film, { query: '?frame=' }), 400, 'wrong-use'],
    ['two frames', () => post(film, { query: '?frame=0&frame=0' }), 400, 'wrong-use'],
    ['something unknown', () => post(film, { query: '?engine=onnx-cpu' }), 400, 'wrong-use'],
    ['a key in the address', () => post(film, { query: `?key=x` }), 400, 'wrong-use'],
    ['too much', () => post(new Uint8Array(2 ** 20 + 1)), 413, 'too-large'],
  ])('is refused for %s', async (_, send, status, code) => {
    expect(await problem(await send())).toMatchObject({ status, code })
  })

  it('is refused for an archive of several films', async () => {
    const zip = join(await newFolder(), 'two.zip')
    await writeZip(zip, [
      ['a.jpg', Buffer.from(film)],
      ['b.jpg', Buffer.from(film)],
    ])
    expect(await problem(await post(new Uint8Array(await readFile(zip))))).toMatchObject({
      status: 422,
      id: 'api-not-one-film',
    })
    expect(await client.studies.list()).toEqual([])
  })

  it('takes no more of a body in chunks than its limit, and says so', async () => {
    const { port } = new URL(host.url)
    let sent = 0
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sending = request({
        port,
        method: 'POST',
        path: '/v1/readings',
        headers: { ...bearer(), 'content-type': 'application/dicom', 'transfer-encoding': 'chunked' },
      })
      const part = Buffer.alloc(2 ** 16)
      const more = (): void => {
        if (sent > 80 * 2 ** 20 || sending.destroyed || answered) return
        sent += part.length
        sending.write(part, more)
      }
      let answered = false
      sending.on('error', (error) => void (answered || reject(error)))
      sending.on('response', (response) => {
        answered = true
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk))
        response.on('end', () => (resolve({ status: response.statusCode!, text }), sending.destroy()))
      })
      more()
    })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'too-large' })
    expect(sent).toBeLessThan(40 * 2 ** 20)
  })

  it('tells whoever asks before sending', async () => {
    const { port } = new URL(host.url)
    const told = await new Promise<string>((resolve, reject) => {
      const sending = request({
        port,
        method: 'POST',
        path: '/v1/readings',
        headers: { 'content-type': 'application/dicom', 'content-length': '1000', expect: '100-continue' },
      })
      sending.on('continue', () => resolve('continue'))
      sending.on('response', (response) => (resolve(String(response.statusCode)), sending.destroy()))
      sending.on('error', reject)
      sending.flushHeaders()
    })
    expect(told).toBe('401')
  })
})

describe('a key', () => {
  const scoped = [
    ['/v1/models', 'GET', 'models'],
    ['/v1/models/starter', 'GET', 'models'],
    ['/v1/readings', 'POST', 'readings'],
    ['/v1/readings/00000000-0000-4000-8000-000000000000/evidence.png', 'GET', 'readings'],
  ] as const

  it.each(scoped)('for %s must be there, right, not revoked, and of its scope', async (path, method, scope) => {
    const init = { method, ...(method === 'POST' ? { body: film } : {}) }
    const headers = { 'content-type': 'image/jpeg' }
    const at = async (authorization: Record<string, string>) =>
      problem(await fetch(host.url + path, { ...init, headers: { ...headers, ...authorization } }))
    expect(await at({})).toMatchObject({ status: 401, code: 'not-authorised' })
    expect(await at({ authorization: 'Basic YTpi' })).toMatchObject({ status: 401 })
    expect(await at(bearer(`fg_000000000000_${'A'.repeat(43)}`))).toMatchObject({ status: 401 })
    expect(await at(bearer(`${key.slice(0, -2)}AA`))).toMatchObject({ status: 401 })
    const revoked = await keys.create({ name: 'revoked', scopes: ['models', 'readings'] })
    await keys.revoke(revoked.about.id)
    expect(await at(bearer(revoked.key))).toMatchObject({ status: 401 })
    const wrong = await keys.create({ name: 'wrong', scopes: [scope === 'models' ? 'readings' : 'models'] })
    expect(await at(bearer(wrong.key))).toMatchObject({ status: 403, code: 'not-allowed' })
  })

  it('has so many requests a minute, and another one its own', async () => {
    const limited = await serving({ perMinute: 2 })
    const other = (await keys.create({ name: 'other', scopes: ['models'] })).key
    const at = (one: string) => fetch(`${limited.url}/v1/models/starter`, { headers: bearer(one) })
    expect((await at(key)).status).toBe(200)
    expect((await at(key)).status).toBe(200)
    const refused = await at(key)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await problem(refused)).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect((await at(other)).status).toBe(200)
    const strangers = await Promise.all([1, 2, 3].map(() => fetch(`${limited.url}/v1/health`)))
    expect(strangers.map(({ status }) => status).sort()).toEqual([200, 200, 429])
  })
})

describe('the API', () => {
  it('describes itself, for programs and for people, without a key', async () => {
    const described = (await (await fetch(`${host.url}/v1/openapi.json`)).json()) as ReturnType<typeof openApi>
    expect(described).toEqual(JSON.parse(JSON.stringify(openApi())))
    expect(described).toMatchObject({ openapi: '3.1.1' })
    const page = await fetch(`${host.url}/v1/`)
    expect(page.headers.get('content-type')).toContain('text/html')
    const html = await page.text()
    for (const { path } of Object.values(operations)) expect(html).toContain(path)
    expect(html).not.toContain('<script')
    const [, style] = /<style>([^]*)<\/style>/.exec(html)!
    const hash = createHash('sha256').update(style!).digest('base64')
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    const answer = await ask('/v1/models')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(await (await fetch(`${host.url}/v1/health`)).json()).toMatchObject({ status: 'ready' })
  })

  it('tells which models are here', async () => {
    const { models } = (await (await ask('/v1/models')).json()) as { models: { id: string }[] }
    expect(models).toMatchObject([
      { id: 'starter', active: true, pointsAtPlaces: true, classes: ['No fracture', 'Fracture'] },
    ])
    expect(await (await ask('/v1/models/starter')).json()).toEqual(models[0])
    expect(await problem(await ask('/v1/models/none'))).toMatchObject({ status: 404, code: 'model-not-found' })
  })

  it.each([
    ['GET', '/v1/readings', 405, 'POST'],
    ['POST', '/v1/models', 405, 'GET, HEAD'],
    ['DELETE', '/v1/models/starter', 405, 'GET, HEAD'],
    ['GET', '/rpc', 404, null],
    ['GET', '/v1/models/a/b', 404, null],
    ['GET', '/v1/health?a=b', 400, null],
  ])('answers %s %s with %i', async (method, path, status, allow) => {
    const answer = await ask(path, { method })
    expect(answer.headers.get('allow')).toBe(allow)
    expect(await problem(answer)).toMatchObject({ status, code: 'wrong-use' })
  })

  it('answers what is no HTTP, and goes on', async () => {
    const { port } = new URL(host.url)
    for (const text of ['TRACE /v1/models HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'nonsense\r\n\r\n']) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.write(text)
      let said = ''
      for await (const chunk of socket) said += chunk
      expect(said).toMatch(text.startsWith('TRACE') ? /^HTTP\/1.1 405 / : /^HTTP\/1.1 400 /)
      expect(said).toContain('application/problem+json')
    }
    expect((await fetch(`${host.url}/v1/health`)).status).toBe(200)
  })

  it('is served beyond this machine only encrypted or behind a proxy', async () => {
    await expect(serving({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'wrong-use', id: 'api-host-unprotected' })
    await expect(serving({ host: '::' })).rejects.toMatchObject({ id: 'api-host-unprotected' })
    await expect(serving({ host: '0.0.0.0', tls: { cert: 'none', key: 'none' } })).rejects.toMatchObject({
      id: 'api-certificate-unusable',
    })
    const behind = await serving({ host: '0.0.0.0', behindProxy: true, perMinute: 1 })
    const at = async (forwarded: string) => {
      const url = `http://127.0.0.1:${new URL(behind.url).port}/v1/health`
      return (await fetch(url, { headers: { 'x-forwarded-for': forwarded } })).status
    }
    // The last address is the proxy's word; those before it are its caller's.
    expect([await at('9.9.9.9, 1.1.1.1'), await at('8.8.8.8, 1.1.1.1'), await at('2.2.2.2')]).toEqual([200, 429, 200])
  })
})

describe.skipIf(!hasOpenssl)('the API with a certificate', () => {
  it('is encrypted', async () => {
    const place = await newFolder()
    const { cert, key: file } = newCertificate(place)
    const tls = { cert: await readFile(cert, 'utf8'), key: await readFile(file, 'utf8') }
    const secure = await serving({ host: '0.0.0.0', tls })
    const { port } = new URL(secure.url)
    expect(secure.url).toMatch(/^https:/)
    const status = await new Promise((resolve, reject) =>
      get(`https://127.0.0.1:${port}/v1/health`, { ca: tls.cert }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject),
    )
    expect(status).toBe(200)
    await expect(fetch(`http://127.0.0.1:${port}/v1/health`)).rejects.toThrow()
  })
})

describe('the examples of docs/api.md', () => {
  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, FRACTUREGUARD_KEY: key })

  it('in curl reads a film, and ends with a problem where it cannot', async () => {
    const script = join(root, 'docs/examples/read_film.sh')
    const { stdout } = await run('sh', [script, host.url, sample], { env: environment() })
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fracture' })
    await expect(run('sh', [script, host.url, script], { env: environment() })).rejects.toMatchObject({
      code: 22,
      stdout: expect.stringContaining('"code":"not-an-image"'),
    })
  })

  it('in Python reads a film, and ends with a problem where it cannot', async () => {
    const script = join(root, 'docs/examples/read_film.py')
    const picture = join(await newFolder(), 'evidence.png')
    const { stdout } = await run('python3', [script, host.url, sample, picture], { env: environment() })
    expect(stdout).toMatch(/^fracture 0\.\d+\n {2}rule-in 0\.\d+ at/)
    expect((await sharp(picture).metadata()).width).toBe(373)
    await expect(run('python3', [script, host.url, script], { env: environment() })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^not-an-image: /),
    })
  })
})
