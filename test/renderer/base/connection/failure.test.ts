import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { toFailure } from '#renderer/base/connection/failure.ts'
import { ownProblems } from '#renderer/problems/ownProblems.ts'

describe('toFailure', () => {
  it('passes on the problem that the program told', () => {
    const problem = { code: 'truncated', message: 'The file ends early.', where: '(7FE0,0010)' }
    expect(toFailure(new ORPCError('PROBLEM', { defined: true, data: problem }))).toEqual({ kind: 'problem', problem })
  })

  it('does not show what nobody foresaw', () => {
    for (const thrown of [
      new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Roe^Jane' }),
      new Error('Roe^Jane'),
      'Roe^Jane',
    ]) {
      expect(toFailure(thrown)).toEqual({ kind: 'problem', problem: ownProblems.internal })
    }
  })

  it('knows a call that the lost connection cut short', () => {
    const cut = new Error('Queue was closed')
    cut.name = 'AbortError'
    for (const thrown of [new ConnectionLostError(), cut]) expect(toFailure(thrown).kind).toBe('connection')
  })
})
