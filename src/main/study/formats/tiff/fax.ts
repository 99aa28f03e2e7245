import sharp from 'sharp'
import { limits } from '../../file/limits.ts'
import { damagedPicture } from '../picture/pictureProblem.ts'
import type { TiffLayout } from './layout.ts'

/**
 * A page of the CCITT compressions, which libtiff decodes: 0 and 1 as the file means them. libvips has turned white is
 * zero round by then.
 */
export async function faxSamples(bytes: Uint8Array, page: number, layout: TiffLayout): Promise<Uint8Array> {
  const { data, info } = await sharp(bytes, { page, failOn: 'warning', limitInputPixels: limits.pixels })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw damagedPicture(cause)
    })
  if (info.width !== layout.columns || info.height !== layout.rows || info.channels !== 1) throw damagedPicture()
  const black = layout.colour === 'white-is-zero' ? 1 : 0
  return Uint8Array.from(data, (value) => (value < 128 ? black : 1 - black))
}
