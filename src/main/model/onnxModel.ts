import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeProgram } from '#main/engines/onnx/onnxEngine.ts'
import { loadModel } from './loadModel.ts'
import { aboutModel } from './aboutModel.ts'
import { sharedProgram } from './sharedProgram.ts'
import { writeNewFile } from '#main/files/index.ts'

export const onnxModelFile = 'model.onnx'

/**
 * Writes a model's network as an ONNX file (opset 18) that any ONNX runtime can load, with all that its user must know
 * (see `aboutModel` and docs/model-file.md). Input `film`: batch × 1 × S × S, greys in 0..1, as `networkInput` makes
 * them; outputs as `sharedProgram` and `aboutModel` say. The file must not be there yet. Throws `model-invalid`,
 * `wrong-use`, `not-readable` or `disk-full`.
 */
export async function writeOnnxModel(directory: string, file: string = join(directory, onnxModelFile)): Promise<void> {
  const model = await loadModel(directory)
  const bytes = writeProgram(sharedProgram(model), { about: aboutModel(model.card) })
  await writeNewFile(file, (path) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }))
}
