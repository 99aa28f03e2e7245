import { describe, expect, it } from 'vitest'
import type { EngineName, EngineReport } from '#shared/engine.ts'
import { bestEngine, chooseEngine } from '#main/engines/chooseEngine.ts'
import type { Engine } from '#main/engines/engine.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { selfTest } from '#main/engines/selfTest.ts'

const report = (name: EngineName, more: Partial<EngineReport> = {}): EngineReport => ({ name, usable: true, chosen: false, reason: '.', ...more })

describe('the choice of an engine', () => {
  it('takes TensorFlow only where it computes on a card', () => {
    const others = [report('onnx-cpu'), report('onnx-webgpu')]
    expect(bestEngine([...others, report('tensorflow', { onGpu: true })])).toBe('tensorflow')
    expect(bestEngine([...others, report('tensorflow', { onGpu: false })])).toBe('onnx-webgpu')
    expect(bestEngine([...others, report('tensorflow', { onGpu: true, usable: false })])).toBe('onnx-webgpu')
  })

  it('takes the best provider that passed, and the processor at the end', () => {
    const all = (['onnx-cpu', 'onnx-webgpu', 'onnx-cuda', 'onnx-directml', 'onnx-coreml'] as const).map((name) => report(name))
    expect(bestEngine(all)).toBe('onnx-cuda')
    expect(bestEngine(all.filter(({ name }) => name !== 'onnx-cuda'))).toBe('onnx-directml')
    expect(bestEngine(all.filter(({ name }) => name === 'onnx-cpu' || name === 'onnx-coreml'))).toBe('onnx-cpu')
    expect(bestEngine([])).toBe('onnx-cpu')
  })

  it('leaves the last word to the user', () => {
    expect(chooseEngine('onnx-cpu', 'tensorflow')).toBe('onnx-cpu')
    expect(chooseEngine(undefined, 'tensorflow')).toBe('tensorflow')
    expect(chooseEngine()).toBe('onnx-cpu')
  })
})

describe('the self-test', () => {
  const processor = new OnnxEngine('onnx-cpu', 'cpu')
  /** The processor, but for the outputs of that name. */
  const wrongIn = (output: string): Engine => ({
    name: 'onnx-webgpu',
    compileAlongside: () => Promise.reject(new Error('Not asked for here.')),
    compile: async (program) => {
      const compiled = await processor.compile(program)
      const run: typeof compiled.run = async (inputs) => {
        const outputs = await compiled.run(inputs)
        if (outputs[output]) outputs[output].data[0] *= 1.01
        return outputs
      }
      return { run, readState: () => compiled.readState(), dispose: () => compiled.dispose() }
    },
  })

  it('is passed by the processor', async () => expect(await selfTest(processor, processor)).not.toHaveProperty('error'))
  it.each(['convolved', 'gradient', 'fused'])('is not passed with another %s', async (output) => {
    expect((await selfTest(wrongIn(output), processor)).error).toMatch(/numbers/)
  })
})
