import type { Page } from 'playwright-core'
import { axeFindings } from './axe.ts'
import { languageFindings } from './languageFindings.ts'
import { scrollFindings } from './scrollFindings.ts'

/** CSS sizes: a phone, a tablet, a small laptop, a desk. */
export const screenSizes = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
] as const

/**
 * What is wrong with a page as it stands on a screen of this size: what axe finds, what scrolls that should not, and words
 * of the other language after a switch there and back. The page speaks English.
 */
export async function findingsHere(page: Page): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await scrollFindings(page)), ...(await languageFindings(page))]
}

/**
 * The same, and what scrolls that should not on screens of four sizes, and what axe finds on a phone. To be asked on each
 * page, panel and dialog, whatever it shows.
 */
export async function pageFindings(page: Page): Promise<string[]> {
  const found = await findingsHere(page)
  const here = page.viewportSize()!
  for (const size of screenSizes) {
    await page.setViewportSize(size)
    // What the page measures of itself it draws a frame later.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const onPhone = size.width === 390 && here.width !== 390
    const wrong = [...(onPhone ? await axeFindings(page) : []), ...(await scrollFindings(page))]
    found.push(...wrong.map((one) => `at ${size.width}: ${one}`))
  }
  await page.setViewportSize(here)
  return found
}
