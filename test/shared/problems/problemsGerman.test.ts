import { describe, expect, expectTypeOf, it } from 'vitest'
import { problemCodes, problemSchema, toProblem } from '#shared/problem.ts'
import type { problems, Sayings } from '#shared/problems/index.ts'
import { checkFrame, checkFrameSize } from '#main/study/file/limits.ts'
import { sampleProblems } from '../../support/sampleProblems.ts'
import { germanSentence, problemsGerman, sayingsGerman } from '#shared/problems/german/index.ts'

const english = /\b(the|is|not|file|and|folder|cannot|this)\b/i

function thrownBy(work: () => void) {
  try {
    work()
  } catch (thrown) {
    return germanSentence(toProblem(thrown))
  }
  throw new Error('Nothing was thrown.')
}

describe('problems in German', () => {
  it.each(problemCodes)('has a sentence for %s that says what to do', (code) => {
    const said = germanSentence({ code })
    expect(said).toBe(problemsGerman[code])
    expect(said).toMatch(/^[A-ZÄÖÜ].{20,}\.$/)
    expect(said).not.toMatch(english)
  })

  it('says whole German sentences', () => {
    for (const problem of sampleProblems()) {
      const said = germanSentence(problem)
      expect(said, problem.id).toMatch(/^[A-ZÄÖÜ].{10,}\.$/)
      expect(said, problem.id).not.toMatch(/undefined|NaN|\[object|\$\{/)
      // What is typed, and names of columns, stay as they are.
      expect(said.replaceAll(/„[^“]*“|\([^)]*\)|--\w+( [A-Z]+)?/g, ''), problem.id).not.toMatch(english)
    }
  })

  it('says each of them otherwise than the others', () => {
    const said = sampleProblems().map((problem) => germanSentence(problem))
    expect(said.filter((sentence, i) => said.indexOf(sentence) !== i)).toEqual([])
  })

  it('keeps numbers and names that only the program knows', () => {
    for (const problem of sampleProblems()) {
      const said = germanSentence(problem)
      for (const value of Object.values(problem.arguments ?? {})) expect(said).toContain(String(value))
    }
    expect(thrownBy(() => checkFrameSize(20_000, 30_000))).toBe(
      'Das Bild hat 30000 × 20000 Pixel; das Programm öffnet bis zu 100 Millionen.',
    )
    expect(thrownBy(() => checkFrame(4, 1))).toBe('Die Datei hat ein einziges Bild; Bild 5 ist nicht darunter.')
  })

  it('falls back on the code for what another version wrote', () => {
    for (const strange of [
      { message: 'A sentence that nobody knows.' },
      { id: 'of-a-later-version', message: 'A sentence that nobody knows.' },
      { id: 'toString', message: 'A sentence that nobody knows.' },
      { id: 'class-empty', message: 'One of the class folders is empty.' },
      { id: 'class-empty', message: 'One of the class folders is empty.', arguments: { name: 3 } },
    ]) {
      const problem = problemSchema.parse({ code: 'dataset-invalid', ...strange })
      expect(germanSentence(problem)).toBe(problemsGerman['dataset-invalid'])
    }
  })

  it('does not compile without one of the sentences, with one too many, or with other arguments', () => {
    type All = Sayings<typeof problems>
    expectTypeOf(sayingsGerman).toEqualTypeOf<All>()
    expectTypeOf<Omit<All, 'file-empty'>>().not.toExtend<All>()
    expectTypeOf<All['file-empty']>().toEqualTypeOf<string>()
    expectTypeOf<All['class-empty']>().parameter(0).toEqualTypeOf<{ readonly name: string }>()
  })
})
