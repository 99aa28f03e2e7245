import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildReport } from '#main/report/buildReport.ts'
import { reportHtml } from '#main/report/html.ts'
import { leakOf } from '#main/report/warnings.ts'
import { writeReport } from '#main/report/writeReport.ts'
import { reportSchema } from '#shared/report.ts'
import { newFolder } from '../../support/folder.ts'
import { reportInput } from '../../support/reportInput.ts'
import { testCard } from '../../support/testCard.ts'

const codes = (input: Parameters<typeof buildReport>[0]): string[] =>
  buildReport(input).warnings.map(({ code }) => code)

describe('buildReport', () => {
  it('tells three classes apart in the report, each with its own figures', () => {
    const { card, films, history } = reportInput()
    const three = films.map((film, i) => ({ ...film, label: i % 3, called: i % 5 === 0 ? 0 : i % 3 }))
    const input = { card: { ...card, classNames: ['No fracture', 'Hairline', 'Displaced'] }, films: three, history }
    const { classes } = buildReport(input)
    expect(classes!.confusion).toEqual([
      [40, 0, 0],
      [8, 32, 0],
      [8, 0, 32],
    ])
    expect(classes!.classes[1]).toEqual({ className: 'Hairline', films: 40, precision: 1, recall: 0.8, f1: 64 / 72 })
    expect(classes!.classes[0].precision).toBeCloseTo(40 / 56)
    expect(reportHtml(buildReport(input))).toContain('called Hairline')
    expect(reportHtml(buildReport(reportInput()))).not.toContain('By class')
  })

  const report = buildReport(reportInput())

  it('says in one sentence what was found, on films that it had never seen', () => {
    expect(report.sentence).toMatch(
      /^On 120 films from 60 groups that it had never seen, Wrists put .* \(AUC 0\.\d\d, 95 % interval 0\.\d\d to 0\.\d\d\)\.$/,
    )
    expect(report.warnings).toEqual([])
  })

  it('measures what the hold-out gives', () => {
    const { holdout, curves } = report
    expect(holdout.confusion.flat().reduce((sum, count) => sum + count)).toBe(120)
    expect(holdout.fractured).toBe(40)
    expect([curves.roc[0].truePositiveRate, curves.roc.at(-1)!.truePositiveRate]).toEqual([0, 1])
    expect(curves.histogram.fractured.reduce((sum, count) => sum + count)).toBe(40)
    expect(report.columns.map(({ value, films }) => [value, films])).toEqual([
      ['North', 60],
      ['South', 60],
    ])
    expect(report.network.layers.length).toBeGreaterThan(30)
  })

  it('names the films with the largest losses, the worst first', () => {
    const { films } = reportInput()
    const worst = films.reduce((a, b) => (b.loss > a.loss ? b : a))
    expect(report.largestLosses[0]).toMatchObject({
      file: worst.file,
      className: worst.label ? 'Fracture' : 'No fracture',
      loss: worst.loss,
    })
    expect(report.films).toHaveLength(films.length)
    const losses = report.largestLosses.map(({ loss }) => loss)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
  })

  it('warns of what is hard to believe, and of what is not known well enough', () => {
    expect(codes({ ...reportInput(), leak: { films: 3 } })).toEqual(['leak'])
    expect(buildReport({ ...reportInput(), leak: { films: 3 } }).sentence).not.toContain('never seen')
    const {
      warnings: [beforehand],
      sentence,
    } = buildReport({ ...reportInput(), leak: { films: 0 } })
    expect(beforehand).toMatchObject({ code: 'leak', message: expect.stringContaining('the validation films') })
    expect(sentence).toContain('never seen')
    const ofStart = (films: number) => buildReport({ ...reportInput(), leak: { films, fromStart: true } })
    expect(ofStart(3).warnings[0].message).toMatch(/cannot be trusted: 3 films.*started from.*starter/)
    expect(ofStart(0).warnings[0].message).toMatch(/started from.*operating points/)
    expect([ofStart(3), ofStart(0)].map((told) => told.sentence.includes('never seen'))).toEqual([false, true])
    expect(reportHtml(ofStart(3))).not.toContain('groups on both sides')
    expect(codes(reportInput(120, 8))).toEqual(['too-good'])
    expect(codes(reportInput(30, 1.5))).toContain('few-films')
    expect(codes(reportInput(120, 0))).toEqual(['no-better-than-chance'])
    const { card, ...others } = reportInput()
    expect(codes({ card: { ...card, expertUse: [0.5, 0.47, 0.03] }, ...others })).toEqual(['idle-expert'])
    expect(codes({ card: { ...card, expertUse: [0.5, 0.44, 0.06] }, ...others })).toEqual([])
  })

  it('leaves out what an epoch could not measure', () => {
    const history = [
      { epoch: 1, trainLoss: 2, validationLoss: NaN, auc: NaN },
      { epoch: 2, trainLoss: 1, validationLoss: 0.5, auc: 0.7 },
    ]
    expect(buildReport({ ...reportInput(), history }).history).toEqual([{ epoch: 1, trainLoss: 2 }, history[1]])
  })

  it('needs films of both kinds', () => {
    const { films, ...rest } = reportInput()
    expect(() => buildReport({ ...rest, films: films.filter((film) => film.label === 0) })).toThrow(
      /with a fracture and films without/,
    )
  })
})

describe('report.html', () => {
  it('shows a leak before the sentence, and the sentence before the figures', () => {
    const html = reportHtml(buildReport({ ...reportInput(), leak: { films: 3 } }))
    const body = html.slice(html.indexOf('<body>'))
    expect(body).toMatch(/^<body>\s*<p class="warning" role="note"><b>Leak\.<\/b>/)
    expect(body.indexOf('class="sentence"')).toBeLessThan(body.indexOf('<table'))
    expect(body).toContain('with groups on both sides')
    expect(reportHtml(buildReport(reportInput()))).toMatch(/<body>\s*<p class="sentence">On 120 films/)
  })

  it('loads nothing and runs nothing', () => {
    const html = reportHtml(buildReport(reportInput()))
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|\bhref=|@import|url\((?!#)/i)
    expect(html.match(/https?:[^"' ]*/g)?.filter((address) => address !== 'http://www.w3.org/2000/svg') ?? []).toEqual(
      [],
    )
    expect(html).toContain("default-src 'none'")
  })

  it('escapes whatever comes from outside', () => {
    const evil = '<img src=x onerror="alert(1)">'
    const { films, ...rest } = reportInput()
    const marked = films.map((film, i) => ({ ...film, file: `${evil}${i}`, columns: { [evil]: i % 2 ? evil : 'b' } }))
    const html = reportHtml(
      buildReport({ ...rest, films: marked, card: testCard({ name: evil, classNames: ['No fracture', evil] }) }),
    )
    expect(html).not.toContain('<img')
    expect(html).toContain('&#60;img')
  })

  it('is drawn with no history, too', () => {
    expect(reportHtml(buildReport({ ...reportInput(), history: [] }))).not.toContain('>Loss</b>')
  })
})

describe('leakOf', () => {
  it('counts the films of the hold-out whose group was trained on', () => {
    const of = (...groups: number[]): { group: number }[] => groups.map((group) => ({ group }))
    expect(leakOf(of(1, 1, 2, 3), of(1, 3, 4))).toEqual({ films: 3 })
    expect(leakOf(of(1, 2), of(3))).toEqual({ films: 0 })
  })
})

describe('writeReport', () => {
  it('writes both files; the page is drawn from the other one alone', async () => {
    const folder = await newFolder()
    const report = await writeReport(join(folder, 'model'), reportInput())
    expect((await readdir(join(folder, 'model'))).sort()).toEqual(['report.html', 'report.json'])
    const read = reportSchema.parse(JSON.parse(await readFile(join(folder, 'model', 'report.json'), 'utf8')))
    expect(read).toEqual(report)
    expect(await readFile(join(folder, 'model', 'report.html'), 'utf8')).toBe(reportHtml(read))
  })
})
