import type { ModelCard } from '#shared/model.ts'

const headsNames = /^(teacher|student|gate|experts|classifier|place|film|fusion)\./
const alwaysFrozen = /^(conv1|layer1|standardise)\./

/**
 * Whether training in this mode leaves a parameter as it is: in `heads` the whole trunk, in `full` its stem and first
 * layer.
 */
export function isFrozenIn(mode: ModelCard['training']['mode'], parameter: string): boolean {
  return mode === 'heads' ? !headsNames.test(parameter) : alwaysFrozen.test(parameter)
}
