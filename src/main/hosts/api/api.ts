import type { IncomingMessage } from 'node:http'
import { ProblemError } from '#shared/problem.ts'
import { programVersion } from '#main/app/index.ts'
import { jsonAnswer, problemAnswer, type Answer } from './answer.ts'
import { filmOf } from './body.ts'
import { openApi, operations, type OperationName } from './description.ts'
import { humanPage, humanPagePolicy } from './humanPage.ts'
import type { ApiKeys, Caller } from './keys.ts'
import { RateLimit } from './rateLimit.ts'
import { describedModels, EvidenceShelf, readFilm, type Client } from './readings.ts'
import { apiHealthSchema, apiModelSchema, apiModelsSchema, apiReadingSchema, readingQuerySchema } from './schemas.ts'

export type ApiOptions = {
  client: Client
  keys: ApiKeys
  /** A proxy stands before it that encrypts, and that names the caller in `X-Forwarded-For`. */
  behindProxy: boolean
  /** Requests a minute of one key, and of one address without a key. */
  perMinute: number
  /** Of a film, bytes. */
  largestFilm: number
}

/** Films that are under way at a time; each lies in memory while it comes. */
const mostUnderWay = 4
const longestSilence = 30_000

type Found = { name: OperationName; id: string | undefined; query: URLSearchParams }

/** The HTTP API behind its server: who asks, whether they may, and what they are answered. */
export class Api {
  readonly #options: ApiOptions
  readonly #byKey: RateLimit
  /** By address: whoever has no key, or a wrong one. A right key is never refused for what others of its address do. */
  readonly #strangers: RateLimit
  readonly #evidence = new EvidenceShelf()
  #underWay = 0

  constructor(options: ApiOptions) {
    this.#options = options
    this.#byKey = new RateLimit(options.perMinute)
    this.#strangers = new RateLimit(options.perMinute)
  }

  /** Never rejects but for what nobody foresaw. `onWanted` is called before a body is read. */
  async answer(request: IncomingMessage, onWanted: () => void): Promise<Answer> {
    try {
      const found = find(request)
      const { name } = found
      const operation = operations[name]
      const caller = 'scope' in operation ? await this.#caller(request, operation.scope) : this.#stranger(request)
      if (name !== 'read' && [...found.query].length > 0) throw new ProblemError('api-query-not-understood')
      return await this.#do(found, request, caller, onWanted)
    } catch (thrown) {
      const { problem, headers } = asRefusal(thrown)
      return problemAnswer(problem, headers)
    }
  }

  async #do(
    { name, id, query }: Found,
    request: IncomingMessage,
    caller: Caller | undefined,
    onWanted: () => void,
  ): Promise<Answer> {
    const { client } = this.#options
    switch (name) {
      case 'health': {
        const { activeModel } = await client.app.about()
        const status = activeModel.problem ? 'not-ready' : 'ready'
        return jsonAnswer(apiHealthSchema.parse({ status, version: programVersion }))
      }
      case 'openapi':
        return jsonAnswer(openApi())
      case 'page':
        return {
          status: 200,
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': humanPagePolicy },
          body: humanPage(addressOf(request)),
        }
      case 'models':
        return jsonAnswer(apiModelsSchema.parse({ models: await describedModels(client) }))
      case 'model': {
        const model = (await describedModels(client)).find((one) => one.id === id)
        if (!model) throw new ProblemError('model-unknown')
        return jsonAnswer(apiModelSchema.parse(model))
      }
      case 'read':
        return this.#read(query, request, caller!, onWanted)
      case 'evidence': {
        const picture = this.#evidence.get(id!, caller!.keyId)
        if (!picture) throw new ProblemError('api-evidence-gone')
        return { status: 200, headers: { 'content-type': 'image/png' }, body: picture }
      }
    }
  }

  async #read(
    query: URLSearchParams,
    request: IncomingMessage,
    { keyId }: Caller,
    onWanted: () => void,
  ): Promise<Answer> {
    const names = [...query.keys()]
    const wanted = readingQuerySchema.safeParse(Object.fromEntries(query))
    if (!wanted.success || new Set(names).size !== names.length) throw new ProblemError('api-query-not-understood')
    if (this.#underWay >= mostUnderWay) throw new Refusal(new ProblemError('api-busy'), { 'retry-after': '2' })
    this.#underWay++
    try {
      onWanted()
      const film = await filmOf(request, { largest: this.#options.largestFilm, silence: longestSilence })
      const { model, frame, force } = wanted.data
      const { reading, evidence } = await readFilm(this.#options.client, film, {
        model,
        frame,
        force: force === 'true',
      })
      this.#evidence.put(reading.readingId, keyId, evidence)
      return jsonAnswer(apiReadingSchema.parse(reading))
    } finally {
      this.#underWay--
    }
  }

  /** Who sent the request, where their key is good for the scope. */
  async #caller(request: IncomingMessage, scope: Caller['scopes'][number]): Promise<Caller> {
    const sent = /^Bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    const caller = sent === undefined ? undefined : await this.#options.keys.callerOf(sent)
    if (!caller) {
      this.#stranger(request)
      throw new ProblemError('api-key-refused')
    }
    const full = this.#byKey.take(caller.keyId)
    if (full > 0) throw tooMany(full)
    if (!caller.scopes.includes(scope)) throw new ProblemError('api-scope-missing', { scope })
    return caller
  }

  #stranger(request: IncomingMessage): undefined {
    const wait = this.#strangers.take(this.#addressOf(request))
    if (wait > 0) throw tooMany(wait)
    return undefined
  }

  /** The last address is the one that the proxy itself saw; those before it anybody could have written. */
  #addressOf({ headers, socket }: IncomingMessage): string {
    const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)!.trim()
    return (this.#options.behindProxy && told) || (socket.remoteAddress ?? '')
  }
}

/** A problem with headers that belong to its answer. */
class Refusal extends Error {
  readonly problem: ProblemError
  readonly headers: Record<string, string>

  constructor(problem: ProblemError, headers: Record<string, string>) {
    super(problem.message)
    this.problem = problem
    this.headers = headers
  }
}

const tooMany = (seconds: number): Refusal =>
  new Refusal(new ProblemError('api-too-many-requests'), { 'retry-after': String(seconds) })

function asRefusal(thrown: unknown): { problem: unknown; headers: Record<string, string> } {
  return thrown instanceof Refusal ? thrown : { problem: fromRouter(thrown), headers: {} }
}

/** The router's one error has the problem as its data. */
function fromRouter(thrown: unknown): unknown {
  const data = (thrown as { data?: { code?: unknown; message?: unknown } } | undefined)?.data
  return data?.code !== undefined && data.message !== undefined ? new ProblemError(data as never) : thrown
}

const paths = (Object.keys(operations) as OperationName[]).map((name) => ({
  name,
  pattern: new RegExp(`^${operations[name].path.replaceAll('.', '\\.').replace('{id}', '([^/]{1,100})')}$`),
}))

/** Throws where there is no such address, or not for this method. */
function find({ url = '', method = '' }: IncomingMessage): Found {
  const target = url.startsWith('/') && !url.startsWith('//') ? URL.parse(url, 'http://localhost') : null
  if (!target) throw new ProblemError('request-not-understood')
  const pathname = target.pathname === '/v1' || target.pathname === '/' ? '/v1/' : target.pathname
  for (const { name, pattern } of paths) {
    const match = pattern.exec(pathname)
    if (!match) continue
    const methods = operations[name].method === 'get' ? ['GET', 'HEAD'] : ['POST']
    if (!methods.includes(method))
      throw new Refusal(new ProblemError('api-method-not-allowed'), { allow: methods.join(', ') })
    return { name, id: match[1], query: target.searchParams }
  }
  throw new ProblemError('api-address-unknown')
}

function addressOf({ headers, socket }: IncomingMessage): string {
  const host = /^[\w.:[\]-]{1,255}$/.test(headers.host ?? '') ? headers.host : 'localhost'
  return `${'encrypted' in socket ? 'https' : 'http'}://${host}`
}
