import { describe, expect, it } from 'vitest'
import { networkParameters } from '#main/network/parameters.ts'
import { summarise } from '#main/network/summary.ts'
import { networkSummarySchema } from '#shared/networkSummary.ts'
import type { ModelCard } from '#shared/model.ts'
import { testCard } from '../../support/testCard.ts'

const network = { inputSize: 224, fit: 'pad' as const, classes: 2, hidden: 128, experts: 4, topK: 1 }

function summaryIn(mode: ModelCard['training']['mode']) {
  return summarise({ network, training: { mode } })
}

describe('summarise', () => {
  const summary = summaryIn('heads')
  const layer = (name: string) => summary.layers.find((row) => row.name === name)

  it('counts every parameter of the network once', () => {
    const all = networkParameters(network).reduce(
      (sum, { dims }) => sum + dims.reduce((product, dim) => product * dim, 1),
      0,
    )
    expect(summary.parameters).toBe(all)
    expect(networkSummarySchema.parse(summary)).toEqual(summary)
  })

  it('gives ResNet-18 the shapes and the 1.8 billion multiply-adds that it is known for', () => {
    expect(layer('conv1')).toMatchObject({
      kind: 'Convolution 7 × 7, stride 2',
      outputShape: [64, 112, 112],
      parameters: 64 * 3 * 49 + 64,
    })
    expect(layer('pool')?.outputShape).toEqual([64, 56, 56])
    expect(layer('layer4.1.conv2')?.outputShape).toEqual([512, 7, 7])
    const trunk = summary.layers
      .filter(({ name }) => /^(conv1|layer)/.test(name))
      .reduce((sum, row) => sum + row.multiplyAdds, 0)
    // torchvision states 1.814 GFLOPs, which has the classifier's 512 × 1000 in it.
    expect(trunk / 1e9).toBeCloseTo(1.814 - 0.000512, 3)
  })

  it('tells what each mode leaves as it is', () => {
    const frozen = (mode: ModelCard['training']['mode']): string[] =>
      summaryIn(mode)
        .layers.filter((row) => row.frozen)
        .map((row) => row.name)
    expect(frozen('heads')).toContain('layer4.1.conv2')
    expect(frozen('heads').some((name) => /gate|expert|teacher|classifier/.test(name))).toBe(false)
    expect(frozen('full')).toEqual([
      'conv1',
      'layer1.0.conv1',
      'layer1.0.conv2',
      'layer1.1.conv1',
      'layer1.1.conv2',
      'standardise',
    ])
    expect(summaryIn('full').trainedParameters).toBeGreaterThan(summary.trainedParameters)
  })

  it('follows the size of the network', () => {
    const small = summarise(testCard())
    expect(small.layers.find(({ name }) => name === 'experts.1')?.outputShape).toEqual([8, 2, 2])
    expect(small.layers.find(({ name }) => name === 'classifier')).toMatchObject({
      outputShape: [2, 2, 2],
      parameters: 2 * 8 + 2,
    })
  })
})
