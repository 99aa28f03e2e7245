import { describe, expect, it } from 'vitest'
import { countedIn } from '#main/network/drawing/parts.ts'
import { networkDrawing } from '#main/network/drawing/networkDrawing.ts'
import { summarise } from '#main/network/summary.ts'

const network = { inputSize: 320, fit: 'pad' as const, classes: 3, hidden: 64, experts: 6, topK: 2 }
const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1])
const frozen = (svg: string): number => svg.split('net-box net-frozen').length - 1

describe('networkDrawing', () => {
  const svg = networkDrawing(summarise({ network, training: { mode: 'heads' } }))

  it('shows this network’s own shapes and parts', () => {
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        '1 × 320 × 320',
        '512 × 10 × 10',
        '6 experts',
        '64 × 10 × 10',
        '3 × 10 × 10',
        '3 classes',
      ]),
    )
    expect(svg).not.toMatch(/NaN|undefined/)
  })

  it('marks what is frozen', () => {
    // Stem, four layers and the standardisation; in full mode the last three layers learn.
    expect(frozen(svg)).toBe(6)
    expect(frozen(networkDrawing(summarise({ network, training: { mode: 'full' } })))).toBe(3)
  })

  it('counts in words that fit a box', () => {
    expect([7, 1234, 11_176_512, 412e6, 7.3e9].map((count) => countedIn('en', count))).toEqual([
      '7',
      '1.2 k',
      '11.2 M',
      '412 M',
      '7.3 G',
    ])
  })
})
