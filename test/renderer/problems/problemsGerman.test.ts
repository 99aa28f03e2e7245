import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { problemCodes } from '#shared/problem.ts'
import { checkFrame, checkFrameSize } from '#main/study/limits.ts'
import { germanSentence, problemsGerman } from '#renderer/problems/problemsGerman.ts'
import { sentencesGerman } from '#renderer/problems/sentencesGerman.ts'

const source = join(import.meta.dirname, '../../../src')

/** All that the program says, with strings over several lines joined and escapes undone. */
function sourceText(): string {
  const files = globSync('**/*.ts', { cwd: source }).filter((file) => !file.endsWith('sentencesGerman.ts'))
  return files
    .map((file) =>
      readFileSync(join(source, file), 'utf8')
        .replaceAll(/'\s*\+\s*'/g, '')
        .replaceAll(/\\(.)/g, '$1'),
    )
    .join('\n')
}

function thrownBy(work: () => void) {
  try {
    work()
  } catch (thrown) {
    return germanSentence(thrown as Parameters<typeof germanSentence>[0])
  }
  throw new Error('Nothing was thrown.')
}

describe('problems in German', () => {
  it.each(problemCodes)('has a sentence for %s that says what to do', (code) => {
    const said = germanSentence({ code, message: 'A sentence that nobody knows.' })
    expect(said).toBe(problemsGerman[code])
    expect(said).toMatch(/^[A-ZÄÖÜ].{20,}\.$/)
    expect(said).not.toMatch(/\b(the|is|not|file)\b/i)
  })

  it('has sentences of its own only for what the program says today, word for word', () => {
    const text = sourceText()
    expect(Object.keys(sentencesGerman).filter((sentence) => !text.includes(sentence))).toEqual([])
  })

  it('keeps numbers and names that only the program knows', () => {
    expect(thrownBy(() => checkFrameSize(20_000, 30_000))).toBe(
      'Das Bild hat 30000 × 20000 Pixel; das Programm öffnet bis zu 100 Millionen.',
    )
    expect(thrownBy(() => checkFrame(4, 1))).toBe('Die Datei enthält kein Bild 5.')
    const aside =
      'The kept settings are damaged. They were set aside as “settings.set-aside-1.json” in the folder of the program’s data, and all settings are as they come.'
    expect(germanSentence({ code: 'malformed', message: aside })).toContain('„settings.set-aside-1.json“')
  })
})
