import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobSchema } from '#shared/job.ts'
import { fromProblem, ProblemError, problemSchema, toProblem, type Problem } from '#shared/problem.ts'
import {
  idOfSentence,
  knownId,
  problemById,
  problemCodes,
  problems,
  problemSubjects,
  spoken,
} from '#shared/problems/index.ts'
import { sampleProblems } from '../support/sampleProblems.ts'

const ids = Object.values(problemSubjects).flatMap((subject) => Object.keys(subject))

describe('the table of problems', () => {
  it('has each id in one subject, and each sentence once', () => {
    expect(ids.length).toBe(new Set(ids).size)
    expect(Object.keys(problems).sort()).toEqual([...ids].sort())
    const said = sampleProblems().map(({ message }) => message)
    expect(said.filter((sentence, i) => said.indexOf(sentence) !== i)).toEqual([])
  })

  it('says something for each code that programs rely on', () => {
    expect(new Set(Object.values(problemById).map(({ code }) => code))).toEqual(new Set(problemCodes))
  })

  it('says whole sentences', () => {
    for (const { id, message } of sampleProblems()) {
      expect(message, id).toMatch(/^[A-Z].{10,}\.$/)
      expect(message, id).not.toMatch(/undefined|NaN|\[object|\$\{/)
    }
  })
})

describe('a problem on its way', () => {
  const given = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })))

  it('is the same problem after any channel and after the disk', () => {
    for (const problem of sampleProblems({ where: '(7FE0,0010)' })) {
      const onDisk = problemSchema.parse(JSON.parse(JSON.stringify(problem)))
      const error = fromProblem(structuredClone(onDisk))
      expect(error).toBeInstanceOf(ProblemError)
      expect(toProblem(error)).toStrictEqual(problem)
      expect(knownId(error.id, error.arguments)).toBe(problem.id)
    }
  })

  it('keeps arguments of every value', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), fc.integer(), (name, missing, films) => {
        for (const error of [
          new ProblemError('class-empty', { name }),
          new ProblemError('split-incomplete', { missing, films }),
        ]) {
          const problem = toProblem(error)
          expect(problemSchema.parse(JSON.parse(JSON.stringify(problem)))).toEqual(problem)
          expect(knownId(problem.id, problem.arguments)).toBe(error.id)
        }
      }),
    )
  })

  it('passes on what another version wrote, whatever its id and arguments', () => {
    const id = fc.oneof(fc.constantFrom(...ids, 'toString', '__proto__', ''), fc.string(), fc.constant(undefined))
    fc.assert(
      fc.property(id, given, fc.constantFrom(...problemCodes), (id, given, code) => {
        const told: Problem = { id, code, message: 'It is so.', arguments: given }
        const error = fromProblem(problemSchema.parse(told))
        expect(error).toMatchObject({ code, message: 'It is so.' })
        const known = knownId(error.id, error.arguments)
        if (known !== undefined) expect(spoken(problems[known].say, given)).not.toContain('undefined')
      }),
    )
  })

  it.each([
    ['an id of no text', { id: 3 }],
    ['arguments that are none', { id: 'class-empty', arguments: 'Normal' }],
    ['arguments of an unknown kind', { id: 'class-empty', arguments: { name: { deep: true } } }],
  ])('takes %s for no id or no arguments, and does not throw', (_, strange) => {
    const read = problemSchema.parse({ code: 'malformed', message: 'It is so.', ...strange })
    expect(read).toMatchObject({ code: 'malformed', message: 'It is so.' })
    expect(knownId(read.id, read.arguments)).toBeUndefined()
  })

  it.each([
    ['none', undefined],
    ['one of another kind', { name: 3 }],
    ['one too many', { name: 'Normal', files: 3 }],
    ['another one', { title: 'Normal' }],
  ])('does not know an id whose arguments are %s', (_, given) => {
    expect(knownId('class-empty', given)).toBeUndefined()
  })

  it('reads what earlier versions kept: code and message without an id', () => {
    const job = {
      jobId: 'a',
      runId: 'a',
      kind: 'training',
      state: 'failed',
      createdAt: '2026-01-01T00:00:00.000Z',
      problem: { code: 'diverged', message: 'It diverged.', where: 'epoch 3' },
    }
    expect(jobSchema.parse(job)).toEqual(job)
  })

  it('does not tell what nobody foresaw', () => {
    expect(toProblem(new TypeError('Anna Muster'))).toEqual(toProblem(new ProblemError('unexpected')))
  })

  it.each([
    ['a folder that was removed', { code: 'ENOENT', syscall: 'open' }, 'not-found'],
    ['a file that belongs to somebody else', { code: 'EACCES', syscall: 'open' }, 'not-readable'],
    ['a device that gives up', { code: 'EIO', syscall: 'read' }, 'not-readable'],
    ['a full disk', { code: 'ENOSPC', syscall: 'write' }, 'disk-full'],
    ['a disk that cannot be written', { code: 'EROFS', syscall: 'rename' }, 'read-only'],
    ['a database on a full disk', { code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'disk-full'],
    ['a database that cannot be written', { code: 'ERR_SQLITE_ERROR', errcode: 1032 }, 'read-only'],
    ['a program that cannot be started', { code: 'ENOENT', syscall: 'spawn x' }, 'internal'],
  ])('says what is wrong with %s, without its path', (_, thrown, code) => {
    const problem = toProblem(Object.assign(new Error('/films/Anna Muster'), thrown))
    expect(problem.code).toBe(code)
    expect(JSON.stringify(problem)).not.toContain('Muster')
  })
})

it('finds the problem of a line in a report by code and sentence', () => {
  expect(idOfSentence('not-an-image', problems['file-empty'].say)).toBe('file-empty')
  expect(idOfSentence('malformed', problems['file-empty'].say)).toBeUndefined()
  expect(idOfSentence('malformed', 'Nobody says this.')).toBeUndefined()
})
