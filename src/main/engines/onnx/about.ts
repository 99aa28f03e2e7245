/** What an ONNX file says of itself beside its graph. */
export type AboutOnnx = {
  producerVersion: string
  /** What the network is, for people. */
  text: string
  /** By the names of inputs and outputs: shape, unit, meaning. */
  values: Readonly<Record<string, string>>
  /** `metadata_props`: texts by name, for programs. */
  properties: Readonly<Record<string, string>>
}
