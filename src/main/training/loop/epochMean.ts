import type { Tensors } from '#main/engines/engine.ts'

/**
 * The mean of the parameters after `epoch` epochs from that of the epochs before and those after the last one
 * (Izmailov et al. 2018, arXiv 1803.05407): steadier than any one of them.
 */
export function meanWith(mean: Tensors, last: Tensors, epoch: number): Tensors {
  return Object.fromEntries(
    Object.entries(last).map(([name, { dims, data }]) => {
      const before = mean[name].data
      return [name, { dims, data: data.map((value, i) => before[i] + (value - before[i]) / epoch) }]
    }),
  )
}
