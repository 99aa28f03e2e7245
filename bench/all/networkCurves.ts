import { availableParallelism } from 'node:os'
import { createEngine } from '#main/engines/choose.ts'
import { writeProgram } from '#main/engines/onnx/onnxEngine.ts'
import { openSession, toOrt } from '#main/engines/onnx/session.ts'
import { readingProgram } from '#main/model/index.ts'
import { networkParameters, startParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import type { NetworkShape } from '#shared/model.ts'
import { testCard } from '../../test/support/testCard.ts'
import { fastest, type Curve } from './curve.ts'

/** What grows with the network, for one film. */
export function networkCurves(): Curve[] {
  const reading = async (more: Partial<NetworkShape>): Promise<number> => {
    const { program, film } = programOf(more)
    const compiled = await createEngine('onnx-cpu').compile(program)
    await compiled.run({ film })
    const time = await fastest(7, () => compiled.run({ film }))
    await compiled.dispose()
    return time
  }
  return [
    {
      name: 'reading with places, by input size',
      unit: 'pixels a side',
      sizes: [224, 320, 448, 640],
      cost: (inputSize) => reading({ inputSize, fit: 'pad', places: true, hidden: 64 }),
    },
    {
      name: 'reading at 224 pixels, by experts',
      unit: 'experts',
      sizes: [1, 2, 4, 8],
      cost: (experts) => reading({ experts }),
    },
    {
      name: 'reading at 448 pixels, by threads',
      unit: 'threads',
      sizes: [1, 2, 4, 8, 16].filter((threads) => threads <= availableParallelism()),
      cost: async (threads) => {
        const { program, film } = programOf({ inputSize: 448, fit: 'pad', places: true, hidden: 64 })
        const session = await openSession(writeProgram(program, { winograd: true }), 'cpu', threads)
        const run = () => session.run({ film: toOrt(film) })
        await run()
        const time = await fastest(7, run)
        await session.release()
        return time
      },
    },
  ]
}

function programOf(more: Partial<NetworkShape>) {
  const network: NetworkShape = { inputSize: 224, fit: 'squash', classes: 2, hidden: 128, experts: 4, topK: 1, ...more }
  const random = new Random(1)
  const side = network.inputSize
  const parameters = startParameters(networkParameters(network), random)
  const data = Float32Array.from({ length: side * side }, () => random.uniform())
  const program = readingProgram({ card: testCard({ network }), parameters })
  return { program, film: { dims: [1, 1, side, side], data } }
}
