import { expect, it } from 'vitest'
import { hasChromium, launchChromium } from './chromium.ts'

it.skipIf(!hasChromium)('is a Chromium with WebGL 2 and fonts', async () => {
  await using browser = await launchChromium('card')
  const page = await browser.newPage()
  await page.setContent('<canvas></canvas><span id="narrow">iiii</span><br><span id="wide">WWWW</span>')
  const found = await page.evaluate(() => {
    const width = (id: string) => document.getElementById(id)!.getBoundingClientRect().width
    return {
      webgl: document.querySelector('canvas')!.getContext('webgl2') !== null,
      proportional: width('wide') > width('narrow'),
    }
  })
  expect(found).toEqual({ webgl: true, proportional: true })
})
