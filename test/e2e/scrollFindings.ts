import type { Page } from 'playwright-core'

/**
 * What scrolls that should not: the page as a whole, which would leave its notice behind; a panel or dialog to the side,
 * where nobody looks for what is hidden; and what lies in a scroller but hangs on something around it, such as words for
 * screen readers, which makes the page higher as soon as there is enough in the scroller.
 */
export function scrollFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement
    const found: string[] = []
    if (scrollHeight > window.innerHeight) found.push(`the page is ${scrollHeight} px high on ${window.innerHeight}`)
    if (scrollWidth > window.innerWidth) found.push(`the page is ${scrollWidth} px wide on ${window.innerWidth}`)
    const nameOf = (element: Element) =>
      element.getAttribute('data-testid') ?? `${element.tagName}.${element.className}`
    const rightOf = (element: Element) => element.getBoundingClientRect().right
    /** The smallest element that reaches as far as any. */
    const furthestIn = (panel: Element) => {
      const inside = [...panel.querySelectorAll('*')]
      const right = Math.max(...inside.map(rightOf))
      return nameOf(inside.findLast((element) => rightOf(element) > right - 1)!)
    }
    for (const panel of document.querySelectorAll(
      'main, aside, [role="tabpanel"], [role="dialog"], [role="alertdialog"]',
    ))
      if (/auto|scroll/.test(getComputedStyle(panel).overflowX) && panel.scrollWidth > panel.clientWidth)
        found.push(`${nameOf(panel)} is ${panel.scrollWidth} px wide on ${panel.clientWidth}: ${furthestIn(panel)}`)
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { position } = getComputedStyle(element)
      if (position !== 'absolute' || !element.offsetParent) continue
      for (let around = element.parentElement; around && around !== element.offsetParent; around = around.parentElement)
        if (/auto|scroll/.test(getComputedStyle(around).overflowY))
          found.push(`${nameOf(element)} does not scroll with ${nameOf(around)}`)
    }
    return [...new Set(found)]
  })
}
