import { z } from 'zod'
import { intendedUse } from '#shared/model.ts'
import { programVersion } from '#main/app/index.ts'
import { problemType } from './answer.ts'
import { filmTypes } from './body.ts'
import type { ApiScope } from './keys.ts'
import { apiHealthSchema, apiModelSchema, apiModelsSchema, apiProblemSchema, apiReadingSchema } from './schemas.ts'

/** What each address is for, which method it takes, and which scope a key needs for it. */
export const operations = {
  health: { path: '/v1/health', method: 'get', summary: 'Whether films can be read now' },
  openapi: { path: '/v1/openapi.json', method: 'get', summary: 'This description (OpenAPI 3.1)' },
  page: { path: '/v1/', method: 'get', summary: 'This description for people' },
  models: { path: '/v1/models', method: 'get', scope: 'models', summary: 'The models that are here' },
  model: { path: '/v1/models/{id}', method: 'get', scope: 'models', summary: 'One model' },
  read: { path: '/v1/readings', method: 'post', scope: 'readings', summary: 'Read a film for fractures' },
  evidence: {
    path: '/v1/readings/{id}/evidence.png',
    method: 'get',
    scope: 'readings',
    summary: 'The film with what spoke for and against a fracture',
  },
} as const satisfies Record<string, { path: string; method: 'get' | 'post'; summary: string; scope?: ApiScope }>
export type OperationName = keyof typeof operations

/** What may go wrong with each, beside 400, 429 and, where a key is needed, 401 and 403. */
const ownFailures: Record<OperationName, number[]> = {
  health: [],
  openapi: [],
  page: [],
  models: [],
  model: [404],
  read: [404, 408, 413, 415, 422, 500, 503, 507],
  evidence: [404],
}

const reasons: Record<number, string> = {
  400: 'The request is not as it should be',
  401: 'There is no key, or it is unknown, revoked or out of date',
  403: 'The key has not the scope that this needs',
  404: 'There is no such thing',
  408: 'The body did not come in time',
  413: 'The film is too large',
  415: 'The body is of another type',
  422: 'The film cannot be read',
  429: 'Too many requests; Retry-After says when to come again',
  500: 'Something is wrong with the program or its model',
  503: 'It cannot be done now; come again later',
  507: 'The disk is full',
}

const binary = { type: 'string', format: 'binary', minLength: 1 }
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })
const json = (description: string, schema: object): object => ({
  description,
  content: { 'application/json': { schema } },
})

const successes: Record<OperationName, object> = {
  health: json('It answers.', ref('Health')),
  openapi: json('OpenAPI 3.1', { type: 'object' }),
  page: { description: 'A page', content: { 'text/html': { schema: { type: 'string' } } } },
  models: json('All models', ref('Models')),
  model: json('A model', ref('Model')),
  read: json('What the model says of the film. Nothing of the film is kept but the evidence picture.', ref('Reading')),
  evidence: { description: 'PNG', content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } },
}

const query = (name: string, description: string, schema: object): object => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
})
const pathId = (schema: object): object => ({ name: 'id', in: 'path', required: true, schema })
const modelId = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }

const parameters: Partial<Record<OperationName, object[]>> = {
  model: [pathId(modelId)],
  evidence: [pathId({ type: 'string', format: 'uuid' })],
  read: [
    query('model', 'Id of a model; by default the active one', modelId),
    query('frame', 'Of a film with several frames; from 0 on', { type: 'integer', minimum: 0, maximum: 99999 }),
    query('force', 'Judged whatever speaks against it', { type: 'string', enum: ['true', 'false'] }),
  ],
}

const filmBody = {
  required: true,
  description: 'A DICOM file or a picture: the whole body, or the part `film` of a form. Its bytes tell its format.',
  content: {
    'multipart/form-data': {
      schema: { type: 'object', properties: { film: binary }, required: ['film'], additionalProperties: false },
    },
    ...Object.fromEntries(filmTypes.map((type) => [type, { schema: binary }])),
  },
}

function operation(name: OperationName): object {
  const { summary, ...rest } = operations[name]
  const scope = 'scope' in rest ? rest.scope : undefined
  const failures = [400, ...(scope ? [401, 403] : []), 429, ...ownFailures[name]]
  return {
    operationId: name,
    summary,
    ...(scope ? { security: [{ key: [] }], description: `Scope of the key: ${scope}` } : { security: [] }),
    ...(parameters[name] ? { parameters: parameters[name] } : {}),
    ...(name === 'read' ? { requestBody: filmBody } : {}),
    responses: {
      200: successes[name],
      ...Object.fromEntries(
        failures.map((status) => [
          status,
          { description: reasons[status], content: { [problemType]: { schema: ref('Problem') } } },
        ]),
      ),
    },
  }
}

const component = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'output' })
  return rest
}

/** The API as OpenAPI 3.1. Its schemas are those that answers are checked against. */
export function openApi(): object {
  const names = Object.keys(operations) as OperationName[]
  return {
    openapi: '3.1.1',
    info: {
      title: 'FractureGuard',
      version: programVersion,
      summary: 'Reads X-rays for fractures',
      description: intendedUse,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      names.map((name) => [operations[name].path, { [operations[name].method]: operation(name) }]),
    ),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Made by `fractureguard keys create`' } },
      schemas: {
        Health: component(apiHealthSchema),
        Model: component(apiModelSchema),
        Models: component(apiModelsSchema),
        Reading: component(apiReadingSchema),
        Problem: component(apiProblemSchema),
      },
    },
  }
}
