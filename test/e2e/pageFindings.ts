import type { Page } from 'playwright-core'
import { axeFindings } from './axe.ts'
import { languageFindings } from './languageFindings.ts'
import { scrollFindings } from './scrollFindings.ts'

/**
 * What is wrong with a page as it stands, whatever it shows: what axe finds, what scrolls that should not, and words of
 * the other language after a switch there and back. To be asked on each page, panel and dialog; the page speaks English.
 */
export async function pageFindings(page: Page): Promise<string[]> {
  return [...(await axeFindings(page)), ...(await scrollFindings(page)), ...(await languageFindings(page))]
}
