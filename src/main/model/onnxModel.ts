import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeProgram } from '#main/engines/onnx/onnxEngine.ts'
import { loadModel } from './loadModel.ts'
import { readingProgram } from './readingProgram.ts'
import { writeNewFile } from '#main/files/index.ts'

export const onnxModelFile = 'model.onnx'

/**
 * Writes a model's network as an ONNX file (opset 18) that any ONNX runtime can load. Input `film`: batch × 1 × S × S,
 * greys in 0..1, as
 * `networkInput` makes them. Outputs `fused`, `teacher`, `student` (logits, batch × classes), `gates` (batch × experts
 * × S/32 × S/32), `evidence` (batch × classes × S/32 × S/32). Probabilities are softmax(fused / temperature); the
 * temperature is in the card. The file must not be there yet. Throws `model-invalid`, `wrong-use`, `not-readable` or
 * `disk-full`.
 */
export async function writeOnnxModel(directory: string, file: string = join(directory, onnxModelFile)): Promise<void> {
  const bytes = writeProgram(readingProgram(await loadModel(directory)))
  await writeNewFile(file, (path) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }))
}
