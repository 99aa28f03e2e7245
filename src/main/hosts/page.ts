import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { reportStyleSources } from '#main/app/index.ts'

/**
 * What the page may do: run its own scripts and talk to whom it came from. Its styles are its files, and what scripts
 * set by themselves; those of a report, which is shown in a frame under this policy, are known by their hashes.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${reportStyleSources.join(' ')}`,
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ')

/** Sent with every answer of every host. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export type PageAnswer = { status: number; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }

/** The built page. Answers a URL's path; a path that is none of its files and has no extension is the page itself. */
export type Page = (pathname: string) => PageAnswer

/**
 * Reads the built page into memory, so that a request can only ever name what was there: no path of a request reaches
 * the disk. Throws where `directory` has no index.html.
 */
export async function loadPage(directory: string): Promise<Page> {
  const answers = new Map<string, PageAnswer>()
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(directory, path).split(sep).join('/')
    // Names under assets/ carry a hash of their content.
    const cacheControl = name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
    const contentType = mediaTypes[extname(name)] ?? 'application/octet-stream'
    const headers = { ...securityHeaders, 'content-type': contentType, 'cache-control': cacheControl }
    answers.set(`/${name}`, { status: 200, headers, body: new Uint8Array(await readFile(path)) })
  }
  const index = answers.get('/index.html')
  if (!index) throw new Error('The page has not been built.')
  const missing: PageAnswer = {
    status: 404,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: new TextEncoder().encode('There is nothing here.\n'),
  }
  return (pathname) => answers.get(pathname) ?? (extname(pathname) === '' && !pathname.includes('..') ? index : missing)
}
