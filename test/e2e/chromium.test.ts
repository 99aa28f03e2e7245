import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

it('is a Chromium with WebGL 2 and fonts', async () => {
  const page = await browser.newPage()
  await page.setContent('<canvas></canvas><span id="narrow">iiii</span><br><span id="wide">WWWW</span>')
  const found = await page.evaluate(() => {
    const width = (id: string) => document.getElementById(id)!.getBoundingClientRect().width
    return { webgl: document.querySelector('canvas')!.getContext('webgl2') !== null, proportional: width('wide') > width('narrow') }
  })
  expect(found).toEqual({ webgl: true, proportional: true })
})
