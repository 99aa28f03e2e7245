import { createHash } from 'node:crypto'
import { drawingStyle } from '#main/network/drawing/networkDrawing.ts'
import { reportStyle } from './style.ts'

/**
 * The styles that stand in a report's page, by their SHA-256, as a content security policy takes them: no others apply,
 * in the file by itself as in the program's page, whose policy goes for the frame in which it shows a report.
 */
export const reportStyleSources = [reportStyle, drawingStyle].map(
  (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
)
