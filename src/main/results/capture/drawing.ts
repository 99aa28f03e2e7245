import sharp from 'sharp'
import type { GreyFilm } from '#shared/film.ts'
import { applyVoi } from '#shared/voi.ts'
import { findingColour, findingShape, outlineOf, wrapped } from '#main/pictures/index.ts'
import {
  cautionsOf,
  cornersOf,
  notForDiagnosis,
  percentText,
  pointNames,
  program,
  headline,
  versionOf,
  type Result,
} from '../common/result.ts'

/** Sides of the film in the picture, pixels: enough to see it, little enough for every archive; room for the words. */
const longestSide = 2048
const narrowest = 480

export type RgbPicture = { rows: number; columns: number; rgb: Uint8Array }

/**
 * The film in its own window with the findings drawn on it, on square pixels, and below it, so that nothing of it is
 * covered, what was found by whom.
 */
export async function drawnResult(film: GreyFilm, result: Result): Promise<RgbPicture> {
  const aspect = film.pixelAspect ?? 1
  const [wide, high] = [film.columns * Math.max(1, 1 / aspect), film.rows * Math.max(1, aspect)]
  const scale = Math.min(1, longestSide / Math.max(wide, high))
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))]
  const columns = Math.max(narrowest, width)
  const left = Math.floor((columns - width) / 2)
  const size = Math.round(Math.min(40, Math.max(16, columns / 45)))
  const lines = linesOf(result).flatMap((line) => wrapped(line, size, columns - 2 * size))
  const lineHeight = Math.round(size * 1.4)
  const rows = height + lines.length * lineHeight + size

  const [scaleX, scaleY] = [width / film.columns, height / film.rows]
  const drawing = [
    ...(result.reading.findings ?? []).map((finding) => {
      const corners = cornersOf(finding, film).map(([x, y]) => [left + x * scaleX, y * scaleY] as const)
      const words = `${pointNames[finding.point]} ${percentText(finding.probability)}`
      return findingShape({ corners, words, isLikely: finding.point === 'rule-in' }, { columns, height }, size)
    }),
    ...lines.map((line, index) => {
      const path = outlineOf(line, size, height + size / 2 + (index + 0.8) * lineHeight, size)
      return `<path d="${path}" fill="${index === 0 ? findingColour : '#ffffff'}"/>`
    }),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}">${drawing.join('')}</svg>`
  const { data } = await sharp({ create: { width: columns, height: rows, channels: 3, background: '#000000' } })
    .composite([
      { input: await greyPicture(film, width, height), left, top: 0 },
      { input: Buffer.from(svg), left: 0, top: 0 },
    ])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { rows, columns, rgb: data }
}

async function greyPicture(film: GreyFilm, width: number, height: number): Promise<Buffer> {
  const shown = applyVoi(film)
  const grey = Buffer.alloc(shown.length)
  for (let index = 0; index < grey.length; index++) grey[index] = Math.round(shown[index]! * 255)
  return sharp(grey, { raw: { width: film.columns, height: film.rows, channels: 1 } })
    .resize({ width, height, fit: 'fill' })
    .png()
    .toBuffer()
}

function linesOf({ reading, model, programVersion }: Result): string[] {
  const { verdict, findings, engine } = reading
  return [
    headline(reading),
    ...cautionsOf(reading),
    verdict === 'not-judged'
      ? 'No place is marked.'
      : findings === null
        ? 'This model does not say where a fracture is.'
        : findings.length === 0
          ? 'No place is marked.'
          : `${findings.length === 1 ? '1 place' : `${findings.length} places`}: solid where a fracture is likely, dashed where it is possible.`,
    `${model.name} (${versionOf(model)}), ${program} ${programVersion}, ${engine}`,
    notForDiagnosis,
  ]
}
