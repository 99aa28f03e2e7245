import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { writeProgram } from '#main/engines/onnx/onnxEngine.ts'
import { readingProgram } from '#main/reading/reader.ts'
import { loadModel } from './loadModel.ts'

export const onnxModelFile = 'model.onnx'

/**
 * Writes a model's network as an ONNX file (opset 18) that any ONNX runtime can load. Input `film`: batch × 1 × S × S, greys in 0..1, as
 * `networkInput` makes them. Outputs `fused`, `teacher`, `student` (logits, batch × classes), `gates` (batch × experts × S/32 × S/32), `evidence`
 * (batch × classes × S/32 × S/32). Probabilities are softmax(fused / temperature); the temperature is in the card. Throws `model-invalid`.
 */
export async function writeOnnxModel(directory: string, file: string = join(directory, onnxModelFile)): Promise<void> {
  await writeFileAtomic(file, Buffer.from(writeProgram(readingProgram(await loadModel(directory)))))
}
