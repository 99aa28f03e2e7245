import type { Tensors } from '#main/engines/engine.ts'

/**
 * What a step puts out, by name: the loss and its terms, and for each expert its share of the locations (`expert 1`,
 * `expert 2`, …).
 */
export function lossNumbers({ expertUse, ...losses }: Tensors): Record<string, number> {
  const uses = [...expertUse.data].map((use, i) => [`expert ${i + 1}`, use] as const)
  return Object.fromEntries([
    ...Object.entries(losses).map(([name, tensor]) => [name, tensor.data[0]] as const),
    ...uses,
  ])
}
