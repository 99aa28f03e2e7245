import type { Page } from 'playwright-core'
import type { Language } from '#renderer/base/language/language.ts'
import { asOne, asShown, holds } from '../support/phrases.ts'
import { ownPhrases } from './phrases.ts'

type Settings = { language: Language | undefined }
type PageElement = Element & {
  __vue_app__?: { config: { globalProperties: { $pinia: { _s: Map<string, unknown> } } } }
}

/** Sets the page's language wherever the user is, as a second window of the program or a reload of settings may do. */
async function speak(page: Page, language: Language | undefined): Promise<void> {
  await page.evaluate(async (chosen) => {
    const { $pinia } = document.querySelector<PageElement>('#app')!.__vue_app__!.config.globalProperties
    ;($pinia._s.get('settings') as Settings).language = chosen
    // Two frames, in which everything that follows the language is drawn.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, language)
}

/**
 * All that the page says to eyes and ears, one text or attribute each. What it marks as another language, or as nothing
 * to be translated, is left out.
 */
async function saidBy(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const { lang } = document.documentElement
    const said: string[] = []
    const attributes = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt']
    const visit = (element: Element) => {
      if (element.matches('script, style, iframe, [translate="no"]')) return
      if (element.closest<HTMLElement>('[lang]')!.lang !== lang) return
      for (const name of attributes) said.push(element.getAttribute(name) ?? '')
      // An element's own text as one, since sentences have breaks and emphasis in them.
      said.push([...element.childNodes].map((node) => (node instanceof Text ? node.data : ' ')).join(''))
      for (const child of element.children) visit(child)
    }
    visit(document.documentElement)
    return said
  })
  return texts.map(asShown).filter(Boolean)
}

const other: Record<Language, Language> = { en: 'de', de: 'en' }

async function foreignWords(page: Page, language: Language): Promise<string[]> {
  const said = await saidBy(page)
  const all = asOne(said)
  const foreign = ownPhrases[other[language]].filter((phrase) => holds(all, phrase))
  return foreign.map((phrase) => {
    const found = said.find((text) => holds(text, phrase))
    return `“${phrase}” in “${found}”, where the page speaks ${language}`
  })
}

/**
 * Which words of the other language stay where the page is switched from English to German and back, as it is then:
 * by all words of both, not by a list of some. The page speaks English before and after.
 */
export async function languageFindings(page: Page): Promise<string[]> {
  await speak(page, 'de')
  const left = await foreignWords(page, 'de')
  // The browser's own.
  await speak(page, undefined)
  return [...left, ...(await foreignWords(page, 'en'))]
}
