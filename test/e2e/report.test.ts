import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { writeReport, writeReportFiles } from '#main/report/writeReport.ts'
import { newFolder } from '../support/folder.ts'
import { reportInput } from '../support/reportInput.ts'
import { richReport } from '../support/richReport.ts'
import { hasChromium, launchChromium } from './chromium.ts'

describe.skipIf(!hasChromium)('report.html in a browser', () => {
  it.each([
    [1200, 'light', 'en'],
    [1200, 'dark', 'de'],
    [400, 'dark', 'en'],
    [400, 'dark', 'de'],
  ] as const)('fits %i pixels, %s, in %s, and asks for nothing', async (width, colorScheme, language) => {
    const folder = await newFolder()
    await writeReportFiles(folder, richReport(), language)
    await using browser = await launchChromium()
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const asked: string[] = []
    const said: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => said.push(message.text()))
    const address = pathToFileURL(join(folder, 'report.html')).href
    await page.goto(address)
    expect(asked).toEqual([address])
    expect(said).toEqual([])
    const found = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      back: getComputedStyle(document.body).backgroundColor,
      drawn: [...document.querySelectorAll('path.curve')].filter(
        (path) => (path as SVGPathElement).getTotalLength() > 50,
      ).length,
    }))
    expect(found.overflow).toBe(0)
    expect(found.back).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)')
    expect(found.drawn).toBeGreaterThan(8)
    await page.screenshot({ path: `test-results/report-${width}-${colorScheme}-${language}.png`, fullPage: true })
  })

  it('loses nothing on paper, and is black on white there', async () => {
    const folder = await newFolder()
    await writeReport(folder, reportInput())
    await using browser = await launchChromium()
    // A4 less the margins, at 96 pixels an inch.
    const page = await browser.newPage({ viewport: { width: 688, height: 1000 }, colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    await page.goto(pathToFileURL(join(folder, 'report.html')).href)
    const found = await page.evaluate(() => ({
      wider: [...document.querySelectorAll('.table, figure, .drawing')].filter(
        (element) => element.scrollWidth > element.clientWidth + 1,
      ).length,
      text: getComputedStyle(document.body).color,
    }))
    expect(found).toEqual({ wider: 0, text: 'rgb(0, 0, 0)' })
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
  })
})
