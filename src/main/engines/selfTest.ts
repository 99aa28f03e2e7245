import type { Engine, Program } from './engine.ts'
import { agreesWith } from './selfTestNetwork.ts'

/**
 * A 3 × 3 convolution over a 4 × 4 picture, and the gradient of its squared sum: small enough to be worked out by hand.
 */
const program: Program = {
  inputs: { picture: [1, 1, 4, 4] },
  weights: {},
  state: { kernel: { dims: [1, 1, 3, 3], data: Float32Array.of(0, 1, 0, 1, -4, 1, 0, 1, 0) } },
  build: (ops, { inputs, state }) => {
    let convolved = inputs.picture
    const { value, gradients } = ops.valueAndGradients(
      ([kernel]) => {
        convolved = ops.conv(inputs.picture, kernel, null, { stride: 1, padding: 0 })
        return ops.sum(ops.mul(convolved, convolved))
      },
      [state.kernel],
    )
    return { outputs: { convolved, value, gradient: gradients[0] }, state: { kernel: state.kernel } }
  },
}

const picture = Float32Array.from({ length: 16 }, (_, i) => i * i)

/**
 * The Laplacian of i² on a 4-wide grid is 2·1² + 2·4² = 34 everywhere; the gradient is 2 · 34 times the sum of what
 * each tap saw.
 */
const laplacian = 34
const expected = {
  convolved: [laplacian, laplacian, laplacian, laplacian],
  value: [4 * laplacian ** 2],
  gradient: Array.from({ length: 9 }, (_, tap) => {
    const corner = Math.floor(tap / 3) * 4 + (tap % 3)
    const seen = [0, 1, 4, 5].map((offset) => picture[corner + offset])
    return 2 * laplacian * seen.reduce((sum, value) => sum + value, 0)
  }),
}

/**
 * Runs a convolution and its gradient, and compares with the known answer to 1e-4; then, where there is a `reference`,
 * a network, and compares with the reference's logits.
 */
export async function selfTest(
  engine: Engine,
  reference?: Engine,
): Promise<{ finding: 'runs' | 'other-numbers' | 'other-logits'; milliseconds: number }> {
  const compiled = await engine.compile(program)
  try {
    const started = performance.now()
    const outputs = await compiled.run({ picture: { dims: [1, 1, 4, 4], data: picture } })
    const milliseconds = performance.now() - started
    for (const [name, numbers] of Object.entries(expected)) {
      const wrong = numbers.some((number, i) => !(Math.abs(outputs[name].data[i] - number) <= 1e-4 * Math.abs(number)))
      if (wrong) return { finding: 'other-numbers', milliseconds }
    }
    return { finding: reference && !(await agreesWith(reference, engine)) ? 'other-logits' : 'runs', milliseconds }
  } finally {
    await compiled.dispose()
  }
}
