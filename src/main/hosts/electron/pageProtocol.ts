import type { Page } from '#main/hosts/page.ts'
import type { ElectronCalls } from './electronCalls.ts'

const scheme = 'fractureguard'
const pageHost = 'page'

export const pageUrl = `${scheme}://${pageHost}/`

/** Gives the page's scheme the rights of https. Must be called before the app is ready. */
export function announcePageScheme({ protocol }: ElectronCalls): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Answers the page's scheme with the built page and nothing else. */
export function servePage({ protocol }: ElectronCalls, page: Page): void {
  protocol.handle(scheme, (request) => {
    const url = URL.parse(request.url)
    if (url?.host !== pageHost) return new Response(null, { status: 404 })
    const { status, headers, body } = page(url.pathname)
    return new Response(body, { status, headers })
  })
}
