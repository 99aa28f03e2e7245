import { createHash } from 'node:crypto'
import { drawingStyle } from '#main/network/drawing/networkDrawing.ts'
import { reportStyle } from '#main/report/style.ts'

const hash = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/**
 * What every answer of every host must say, whole: a word that is loosened or added is noticed. Written out here and not
 * taken from the program.
 */
export const expectedHeaders: Record<string, string> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${hash(reportStyle)} ${hash(drawingStyle)}`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
