import { withMetadata } from '#main/network/safetensors.ts'

/** What a weights file says of itself beside its tensors. */
export const weightsMetadata = (modelId: string): Record<string, string> => ({
  program: 'FractureGuard',
  model: modelId,
})

/** The same weights, byte for byte, as those of a model with another id. Throws `model-invalid`. */
export const renamedWeights = (file: Uint8Array, modelId: string): Uint8Array =>
  withMetadata(file, weightsMetadata(modelId))
