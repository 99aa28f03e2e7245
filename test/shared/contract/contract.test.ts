import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { contract } from '#shared/contract/index.ts'
import { requests } from './requests.ts'

type Procedure = { '~orpc': { inputSchema?: z.ZodType } }

/** What each route takes, by its name. */
const inputs = Object.entries(contract).flatMap(([group, routes]) =>
  Object.entries(routes as Record<string, Procedure>).flatMap(([name, { '~orpc': definition }]) =>
    definition.inputSchema ? [[`${group}.${name}`, definition.inputSchema] as const] : [],
  ),
)

it('every route that takes something has documents here, and no other', () => {
  expect(Object.keys(requests).sort()).toEqual(inputs.map(([name]) => name).sort())
  for (const [name, { accepted, refused }] of Object.entries(requests)) {
    expect(accepted.length, name).toBeGreaterThan(0)
    expect(refused.length, name).toBeGreaterThan(0)
  }
})

describe.each(inputs)('%s', (name, schema) => {
  it.each(requests[name].accepted)('takes %j', (request) => {
    expect(schema.safeParse(request)).toMatchObject({ success: true })
  })

  it.each(requests[name].refused)('refuses %j at "%s"', (request, where) => {
    const { error } = schema.safeParse(request)
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(where)
  })
})
