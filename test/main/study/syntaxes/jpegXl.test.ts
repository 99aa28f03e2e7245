import { describe, expect, it } from 'vitest'
import { filmOf, problemOf } from '../../../support/decodeBytes.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'

/**
 * A grey ramp of 24 × 16 pixels, 40 + 6 × column + 3 × row, as JPEG of quality 90, recompressed by libjxl (container
 * with a `jbrd` box).
 */
const recompressed = Buffer.from(
  [
    'AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAAATanhscAAAAAD/CgNBUNwIAAABBGpicmTBDSAILQMCAISAkKtKAABAyFHZgqE4/y',
    'eIjBHKOKcUtB8hQ5ilDjLMQOkONVgfMpx8zIBDDiosctCwA9tHDf37I8scdtyBhqL7X4xxxiSXbPLJKKc8M80123wzzjkLPTTRRRt9NNJJSz01',
    '1VVbfTXWWYs9Ntllm3022mnLPTfdddt9N955Cz444YUbfjjiiUcu+eSUV2755ZhnHrroo5Neuumno5567LLPTnvttt+Oe+7BCz888cUbfzzyyU',
    'cv/fTUV2/99dhnD3744o9Pfvnmn49++vDHL//89Ndv//345/8P8AMAAAALCIDgABBKRklGAAEBAAABAAEAAAMAAADTanhscIAAAAHgWwAQAAAD',
    'DGQMZAxk/v8OAAAYAAgAAQAAAAAAgIAliSLj2Alp7jAAIQVNh1FEyLFRMQaLizFejDEqjAdBUE/rh40Ddi4D6NFONjUIwHUV9KgTQMxID1OAmz',
    '2tEauTq7sVKr4YLVJlVFZjC0C36UZKgVa6EarPwDMnKvXmxWNgOFVDs4WzKSZ2LMbAyT9fRN9GYh4DxSdmlDB/Va/RDqA+AAAAAACAkkRSZN4o',
    'AgCO9/qNMHr9Rhi9fiOMXr8RRq/fCKPXb4QB',
  ].join(''),
  'base64',
)

const film = (frame: Uint8Array, columns = 24) => {
  const image = { rows: 16, columns, bitsAllocated: 8, bitsStored: 8 } as const
  return filmOf(dicomPhantom({ ...image, transferSyntax: '1.2.840.10008.1.2.4.111', encapsulatedFrames: [[frame]] }))
}

describe('JPEG that was recompressed as JPEG XL', () => {
  it('is decoded to what the JPEG shows', async () => {
    const { values, warnings } = await film(recompressed)
    const ramp = Array.from(values, (_, index) => Math.min(255, 40 + 6 * (index % 24) + 3 * Math.floor(index / 24)))
    expect(Math.max(...ramp.map((level, index) => Math.abs(level - values[index]!)))).toBeLessThanOrEqual(6)
    expect(warnings).toContain('lossy')
  })

  it('is refused where it is cut or has another size', async () => {
    expect(await problemOf(film(recompressed.subarray(0, 250)))).toBe('malformed')
    expect(await problemOf(film(recompressed, 32))).toBe('malformed')
  })
})
