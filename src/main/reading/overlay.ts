import sharp, { type Sharp } from 'sharp'
import type { GreyFilm } from '#shared/film.ts'
import { evidencePicture, type OverlayPicture } from '#shared/overlay/evidencePicture.ts'
import { gatingPicture } from '#shared/overlay/gatingPicture.ts'
import type { Reading, ReadingMaps } from '#shared/reading.ts'
import { cornersOf } from '#shared/markGeometry.ts'
import { applyVoi } from '#shared/voi.ts'
import { findingShape } from '#main/pictures/index.ts'

/** As the page shows them before anybody moves a slider. */
const opacity = { evidence: 0.6, gating: 0.35 }

/** The overlay's colour over one film pixel, sampled bilinearly; outside the region nothing is drawn. */
function sampler(
  picture: OverlayPicture,
  region: ReadingMaps['region'],
): (x: number, y: number, into: Float32Array) => void {
  const { rows, columns, rgba } = picture
  return (x, y, into) => {
    const column = Math.min(columns - 1, Math.max(0, ((x + 0.5 - region.x) / region.width) * columns - 0.5))
    const row = Math.min(rows - 1, Math.max(0, ((y + 0.5 - region.y) / region.height) * rows - 0.5))
    const [left, top] = [Math.floor(column), Math.floor(row)]
    const [right, bottom] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, top + 1)]
    const [dx, dy] = [column - left, row - top]
    for (let channel = 0; channel < 4; channel++) {
      const at = (r: number, c: number): number => rgba[4 * (r * columns + c) + channel]
      const upper = at(top, left) * (1 - dx) + at(top, right) * dx
      const lower = at(bottom, left) * (1 - dx) + at(bottom, right) * dx
      into[channel] = upper * (1 - dy) + lower * dy
    }
  }
}

/** The film as first shown, with a colour and its strength (0 to 1) laid over each pixel; 3 bytes a pixel. */
function coloured(film: GreyFilm, colourAt: (x: number, y: number, into: Float32Array) => number): Buffer {
  const { rows, columns } = film
  const grey = applyVoi(film)
  const rgb = Buffer.alloc(rows * columns * 3)
  const over = new Float32Array(4)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const alpha = colourAt(x, y, over)
      const i = y * columns + x
      const base = grey[i] * 255 * (1 - alpha)
      for (let channel = 0; channel < 3; channel++) rgb[3 * i + channel] = Math.round(base + over[channel] * alpha)
    }
  }
  return rgb
}

/** A picture of the film's pixels as a PNG of the film's size with square pixels. */
function png({ rows, columns, pixelAspect: aspect = 1 }: GreyFilm, rgb: Buffer): Sharp {
  return sharp(rgb, { raw: { width: columns, height: rows, channels: 3 } })
    .resize({
      width: Math.round(columns * Math.max(1, 1 / aspect)),
      height: Math.round(rows * Math.max(1, aspect)),
      fit: 'fill',
    })
    .png()
}

/** The film as first shown with a picture laid over it. */
function overlaid(
  film: GreyFilm,
  picture: OverlayPicture,
  region: ReadingMaps['region'],
  strength: number,
): Promise<Buffer> {
  const sample = sampler(picture, region)
  return png(
    film,
    coloured(film, (x, y, into) => {
      sample(x, y, into)
      return (into[3] / 255) * strength
    }),
  ).toBuffer()
}

/** Film and evidence: the warmer, the more a place speaks for a fracture. */
export function evidencePng(film: GreyFilm, reading: Reading): Promise<Buffer> {
  return overlaid(film, evidencePicture(reading.maps), reading.maps.region, opacity.evidence)
}

/** Film and gating: each place in the colour of the expert that leads there. */
export function gatingPng(film: GreyFilm, reading: Reading): Promise<Buffer> {
  return overlaid(film, gatingPicture(reading.maps), reading.maps.region, opacity.gating)
}

/** Film and findings: dashed where possible, solid where likely, each with its probability. */
export function findingsPng(film: GreyFilm, reading: Reading): Promise<Buffer> {
  const { rows, columns, pixelAspect: aspect = 1 } = film
  const [width, height] = [Math.round(columns * Math.max(1, 1 / aspect)), Math.round(rows * Math.max(1, aspect))]
  const size = Math.max(14, Math.max(width, height) / 45)
  const shapes = (reading.findings ?? []).map((finding) => {
    const corners = cornersOf({ shape: 'box', ...finding }).map(
      ([x, y]) => [(x * width) / columns, (y * height) / rows] as const,
    )
    const words = finding.probability.toFixed(2)
    return findingShape({ corners, words, isLikely: finding.point === 'rule-in' }, { columns: width, height }, size)
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
  return png(
    film,
    coloured(film, () => 0),
  )
    .composite([{ input: Buffer.from(drawing), top: 0, left: 0 }])
    .toBuffer()
}
