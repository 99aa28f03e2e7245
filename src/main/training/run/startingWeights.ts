import { ProblemError } from '#shared/problem.ts'
import { readRegularFile } from '#main/files/index.ts'
import type { Tensors } from '#main/engines/engine.ts'
import { importTrunk } from '#main/network/importTrunk.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors } from '#main/network/safetensors.ts'

/** A ResNet-18 with its classifier and in 64 bit has 94 MB. */
const largestBytes = 256 * 2 ** 20

/**
 * The trunk in a safetensors file of ResNet-18 weights with torchvision's names: those of torchvision, of another
 * training of this program, or of PyTorch. `id` is what the card will say that training began with. Rejects with
 * `not-found`, `too-large` or `model-invalid`.
 */
export async function startingWeights(
  { path, name }: { path: string; name: string },
  seed: number,
): Promise<{ id: string; parameters: Tensors }> {
  const bytes = await readRegularFile(path, { largest: largestBytes }).catch((cause: unknown) => {
    const code = cause instanceof ProblemError ? cause.code : undefined
    if (code === 'too-large') throw new ProblemError('starting-weights-too-large', { cause })
    if (code !== 'not-found') throw cause
    throw new ProblemError('starting-weights-missing', { cause })
  })
  return { id: name, parameters: importTrunk(readSafetensors(bytes).tensors, new Random(seed)) }
}
