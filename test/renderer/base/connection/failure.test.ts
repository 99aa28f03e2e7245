import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { ProblemError, toProblem } from '#shared/problem.ts'
import { ConnectionLostError } from '#renderer/base/connection/connection.ts'
import { toFailure } from '#renderer/base/connection/failure.ts'

describe('toFailure', () => {
  it('passes on the problem that the program told', () => {
    const problem = { code: 'truncated', message: 'The file ends early.', where: '(7FE0,0010)' }
    expect(toFailure(new ORPCError('PROBLEM', { defined: true, data: problem }))).toEqual({ kind: 'problem', problem })
  })

  it('takes what is no problem for something that nobody foresaw', () => {
    const { problem } = toFailure(new ORPCError('PROBLEM', { defined: true, data: { code: 'of a later version' } }))
    expect(problem).toEqual(toProblem(new ProblemError('unexpected')))
  })

  it('does not show what nobody foresaw', () => {
    for (const thrown of [
      new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Roe^Jane' }),
      new Error('Roe^Jane'),
      'Roe^Jane',
    ]) {
      expect(toFailure(thrown)).toEqual({ kind: 'problem', problem: toProblem(new ProblemError('unexpected')) })
    }
  })

  it('knows a call that the lost connection cut short', () => {
    const cut = new Error('Queue was closed')
    cut.name = 'AbortError'
    for (const thrown of [new ConnectionLostError(), cut]) expect(toFailure(thrown).kind).toBe('connection')
  })
})
