import sharp, { type OverlayOptions } from 'sharp'
import type { Point } from '#shared/mark.ts'
import { outlineOf } from '#main/pictures/index.ts'

/** Side of one picture on a sheet, in pixels, and how many stand in a row. */
export const tileSide = 160
export const tileColumns = 8

const gap = 8
const heading = 36

/** side × side greys, and polygons to be drawn on them in the tile's pixels. */
export type Tile = { greys: Uint8Array; outlines?: readonly (readonly Point[])[] }

/** Pictures under one heading; a place may stay empty. */
export type Section = { title: string; tiles: readonly (Tile | undefined)[] }

/** PNG with the sections' pictures in rows, each under its heading. */
export async function contactSheet(
  sections: readonly Section[],
  { side, columns } = { side: tileSide, columns: tileColumns },
): Promise<Uint8Array<ArrayBuffer>> {
  const width = gap + columns * (side + gap)
  const placed: OverlayOptions[] = []
  let top = gap
  for (const { title, tiles } of sections) {
    placed.push({ input: headingSvg(title, width), top, left: gap })
    top += heading
    for (const [index, tile] of tiles.entries()) {
      const place = {
        left: gap + (index % columns) * (side + gap),
        top: top + Math.floor(index / columns) * (side + gap),
      }
      if (!tile) continue
      const { greys, outlines = [] } = tile
      placed.push({ input: Buffer.from(greys), raw: { width: side, height: side, channels: 1 }, ...place })
      if (outlines.length > 0) placed.push({ input: outlinesSvg(outlines, side), ...place })
    }
    top += Math.ceil(tiles.length / columns) * (side + gap) + gap
  }
  const png = await sharp({ create: { width, height: top, channels: 3, background: '#17181a' } })
    .composite(placed)
    .png()
    .toBuffer()
  return new Uint8Array(png)
}

function outlinesSvg(outlines: readonly (readonly Point[])[], side: number): Buffer {
  const polygons = outlines.map((points) => `<polygon points="${points.map((point) => point.join(',')).join(' ')}"/>`)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" fill="none" stroke="#ffb000" stroke-width="1.5">${polygons.join('')}</svg>`,
  )
}

function headingSvg(text: string, width: number): Buffer {
  const path = outlineOf(text, 2, 24, 18)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${heading}"><path d="${path}" fill="#e6e6e6"/></svg>`,
  )
}
