/** The models that are here: file away, activate, roll back, import, export, delete. */
import type { unpackModel as unpack } from './archive/unpack.ts'

export { packModel } from './archive/pack.ts'
export type { ExportWishes } from './archive/withoutNames.ts'
export { newModelId } from './ids/modelId.ts'
export { ModelRegistry } from './registry.ts'
export { trainedOn } from './trainedOn.ts'

/** See `archive/unpack.ts`. Loaded when it is called: only the compute process opens foreign files. */
export const unpackModel: typeof unpack = async (...input) =>
  (await import('./archive/unpack.ts')).unpackModel(...input)
