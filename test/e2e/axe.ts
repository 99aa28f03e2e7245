import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong with a page as it stands, for WCAG 2.2 AA: rule, element and why, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated and not loaded as a script, which the page's content security policy would refuse.
  await page.evaluate(axe.source)
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })`
  const { violations } = (await page.evaluate(run)) as AxeResults
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({ id, target: target.join(' '), failureSummary })),
  )
  const cut = await cutByScrolling(page, [...new Set(found.map(({ target }) => target))])
  return found
    .filter(({ id, target }) => id !== 'target-size' || !cut.includes(target))
    .map(({ id, target, failureSummary }) => `${id}: ${target}: ${failureSummary}`)
}

/**
 * Which elements lie partly beyond the edge of what they scroll in, or under what sticks to that edge. axe takes the rest
 * for too small a target; scrolled to, they are whole.
 */
async function cutByScrolling(page: Page, selectors: string[]): Promise<string[]> {
  return page.evaluate((all) => {
    const isCut = (element: Element): boolean => {
      const { top, bottom } = element.getBoundingClientRect()
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue
        const edge = around.getBoundingClientRect()
        if (top < edge.top || bottom > edge.bottom) return true
        for (const beside of around.children) {
          if (beside.contains(element) || getComputedStyle(beside).position !== 'sticky') continue
          const over = beside.getBoundingClientRect()
          if (top < over.bottom && bottom > over.top) return true
        }
      }
      return false
    }
    return all.filter((selector) => {
      try {
        const element = document.querySelector(selector)
        return element !== null && isCut(element)
      } catch {
        // Of a frame or a shadow root, which no selector of the page finds.
        return false
      }
    })
  }, selectors)
}
