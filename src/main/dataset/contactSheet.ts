import sharp, { type OverlayOptions } from 'sharp'

/** Side of one picture on a sheet, in pixels, and how many stand in a row. */
export const tileSide = 160
export const tileColumns = 8

const gap = 8
const heading = 36
const width = gap + tileColumns * (tileSide + gap)

/** Pictures under one heading, tileSide × tileSide greys each; a place may stay empty. */
export type Section = { title: string; tiles: readonly (Uint8Array | undefined)[] }

/** PNG with the sections' pictures in rows, each under its heading. */
export async function contactSheet(sections: readonly Section[]): Promise<Uint8Array<ArrayBuffer>> {
  const placed: OverlayOptions[] = []
  let top = gap
  for (const { title, tiles } of sections) {
    placed.push({ input: headingSvg(title), top, left: gap })
    top += heading
    for (const [index, tile] of tiles.entries()) {
      const place = {
        left: gap + (index % tileColumns) * (tileSide + gap),
        top: top + Math.floor(index / tileColumns) * (tileSide + gap),
      }
      if (tile)
        placed.push({ input: Buffer.from(tile), raw: { width: tileSide, height: tileSide, channels: 1 }, ...place })
    }
    top += Math.ceil(tiles.length / tileColumns) * (tileSide + gap) + gap
  }
  const png = await sharp({ create: { width, height: top, channels: 3, background: '#17181a' } })
    .composite(placed)
    .png()
    .toBuffer()
  return new Uint8Array(png)
}

function headingSvg(text: string): Buffer {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const style = 'font-family="sans-serif" font-size="18" fill="#e6e6e6"'
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${heading}"><text x="2" y="24" ${style}>${safe}</text></svg>`,
  )
}
