import type { NetworkShape } from '#shared/model.ts'

/** The network of a model that starts from a bare trunk. */
export const defaultShape: Omit<NetworkShape, 'classes'> = {
  inputSize: 224,
  fit: 'squash',
  hidden: 128,
  experts: 4,
  topK: 1,
}
