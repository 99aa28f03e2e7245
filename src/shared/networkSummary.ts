import { z } from 'zod'

/** One row of a network's layer table, for one film. */
export const layerRowSchema = z.object({
  /** By its parameters, such as `layer2.0.conv1`; `pool`, `join` and the like where it has none. */
  name: z.string(),
  /** Such as `Convolution 3 × 3, stride 2`. */
  kind: z.string(),
  /** Without the batch: channels × rows × columns, or classes. */
  outputShape: z.array(z.int().positive()),
  parameters: z.int().nonnegative(),
  multiplyAdds: z.int().nonnegative(),
  frozen: z.boolean(),
})
export type LayerRow = z.infer<typeof layerRowSchema>

export const networkSummarySchema = z.object({
  inputSize: z.int().positive(),
  layers: z.array(layerRowSchema),
  parameters: z.int(),
  trainedParameters: z.int(),
  /** Of the convolutions, for one film; everything else is a thousandth of it. */
  multiplyAdds: z.int(),
})
export type NetworkSummary = z.infer<typeof networkSummarySchema>
