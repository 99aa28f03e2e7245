import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawingWords } from '#main/network/drawing/words.ts'
import { reportHtml } from '#main/report/html.ts'
import { english } from '#main/report/words/english.ts'
import { german } from '#main/report/words/german.ts'
import { writeReportFiles } from '#main/report/writeReport.ts'
import type { Language } from '#shared/language.ts'
import { problems } from '#shared/problems/index.ts'
import { sayingsGerman } from '#shared/problems/german/index.ts'
import { reportSchema, reportWarningCodes, type Report } from '#shared/report.ts'
import { reportSayings } from '#shared/reportSayings/index.ts'
import { newFolder } from '../../support/folder.ts'
import { holds, phrasesOnlyIn } from '../../support/phrases.ts'
import { richReport } from '../../support/richReport.ts'

const tables: Record<Language, unknown> = {
  en: [english, reportSayings.en, drawingWords.en, Object.values(problems).map(({ say }) => say)],
  de: [german, reportSayings.de, drawingWords.de, sayingsGerman],
}
const own = { en: phrasesOnlyIn(tables.en, tables.de), de: phrasesOnlyIn(tables.de, tables.en) }

/** What a reader of the page sees or hears: its texts, tooltips and labels. */
function shown(html: string): string[] {
  const body = html.slice(html.indexOf('<title>')).replace(/<style>[^]*?<\/style>/g, '')
  const labels = [...body.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label!)
  return [...body.split(/<[^>]*>/), ...labels].map((text) => text.replace(/&#39;/g, '’').trim()).filter(Boolean)
}

/** With every warning that a report can have. */
function warned(report: Report): Report {
  return {
    ...report,
    warnings: reportWarningCodes.map((code) => ({ code, message: `An English sentence of ${code}.` })),
  }
}

describe('report.html in German', () => {
  const report = warned(richReport())
  /** Names of the data and of the network's layers, which are the same in every language. */
  const names = new Set([report.card.classNames.join(', '), ...report.network.layers.map(({ name }) => name)])
  const html = { en: reportHtml(report, 'en'), de: reportHtml(report, 'de') }

  it('says nothing that only the English words say, nor the other way round', () => {
    expect(own.en.length).toBeGreaterThan(150)
    const foreign = (language: Language, other: Language): string[] =>
      shown(html[language])
        .filter((text) => !names.has(text))
        .flatMap((text) => own[other].filter((phrase) => holds(text, phrase)).map((p) => `${p}: ${text}`))
    expect(foreign('de', 'en')).toEqual([])
    expect(foreign('en', 'de')).toEqual([])
  })

  it('has no text in common with the English page but names, numbers and single words', () => {
    const inEnglish = new Set(shown(html.en))
    const common = shown(html.de).filter((text) => inEnglish.has(text) && !names.has(text))
    expect(common.filter((text) => (text.match(/\p{L}{2,}/gu)?.length ?? 0) > 2)).toEqual([])
    expect(html.de).toContain('<html lang="de">')
    expect(html.de).not.toContain('English sentence')
    expect(html.de).not.toContain(report.sentence)
  })

  it('writes decimals, thousands and days as Germans do', () => {
    const texts = shown(html.de).join(' | ')
    expect(texts).toContain('1 Datei, die nicht lesbar war')
    expect(texts).toContain('1.234 Aufnahmen')
    expect(texts).toContain('2.1.2026')
    expect(texts).toContain('0,0005')
    // What is left with a point between digits: thousands, days, and the version of the program.
    expect(
      texts.match(/(?<![\d.])\d+\.\d+(?![\d.])/g)?.filter((number) => !/^\d{1,3}\.\d{3}$/.test(number)) ?? [],
    ).toEqual([])
  })

  it('says of a leak what the English sentence says', () => {
    const { sentence, warning } = reportSayings.de
    const leak = { code: 'leak', message: '' } as const
    const of = (told: Partial<Report>): string =>
      `${sentence({ ...report, ...told })} ${warning({ ...report, ...told }, leak)}`
    expect(of({})).toMatch(/von denen es 3 oder andere ihrer Gruppe.*nicht zu trauen: 3 der/)
    expect(of({ leak: { films: 0 } })).toMatch(/nie gesehen.*Validierungsaufnahmen/)
    expect(of({ leak: { films: 3, fromStart: true } })).toMatch(/nicht zu trauen: 3 der.*Ausgangsmodell/)
    expect(of({ leak: { films: 0, fromStart: true } })).toMatch(/nie gesehen.*Ausgangsmodell.*Arbeitspunkte/)
    // An earlier version kept no count.
    const { leak: _, ...old } = report
    expect(`${sentence(old)} ${warning(old, leak)}`).toMatch(/zum Teil.*nicht zu trauen/)
    expect(warning({ ...old, sentence: 'On 2 films that it had never seen, X put …' }, leak)).toContain('Validierungs')
  })

  it('stands in the folder beside figures that are the same in every language', async () => {
    const folder = await newFolder()
    await writeReportFiles(folder, report, 'de')
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toBe(html.de)
    expect(reportSchema.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')))).toEqual(report)
  })
})
