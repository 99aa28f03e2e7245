import { describe, expect, it } from 'vitest'
import { engineNames, type EngineExamination, type EngineName } from '#shared/engine.ts'
import { bestEngine } from '#main/engines/chooseEngine.ts'
import type { Engine } from '#main/engines/engine.ts'
import { engineReports, type EngineState } from '#main/engines/engineReports.ts'
import { OnnxEngine } from '#main/engines/onnx/onnxEngine.ts'
import { selfTest } from '#main/engines/selfTest.ts'

const runs = (name: EngineName, more: Partial<EngineExamination> = {}): EngineExamination => ({
  name,
  finding: 'runs',
  ...more,
})
const all = engineNames.map((name) => runs(name, name === 'tensorflow' ? { onGpu: true, version: '2.18.1' } : {}))

describe('the choice of an engine', () => {
  it('takes TensorFlow only where it computes on a card', () => {
    const others = [runs('onnx-cpu'), runs('onnx-webgpu')]
    expect(bestEngine([...others, runs('tensorflow', { onGpu: true })])).toBe('tensorflow')
    expect(bestEngine([...others, runs('tensorflow', { onGpu: false })])).toBe('onnx-webgpu')
    expect(bestEngine([...others, runs('tensorflow', { onGpu: true, finding: 'other-logits' })])).toBe('onnx-webgpu')
  })

  it('takes the best provider that passed and did not break, and the processor at the end', () => {
    expect(bestEngine(all)).toBe('tensorflow')
    expect(bestEngine(all, ['tensorflow'])).toBe('onnx-cuda')
    expect(bestEngine(all, ['tensorflow', 'onnx-cuda'])).toBe('onnx-directml')
    expect(bestEngine(all, ['tensorflow', 'onnx-cuda', 'onnx-directml', 'onnx-webgpu'])).toBe('onnx-cpu')
    expect(bestEngine(all.filter(({ name }) => name === 'onnx-coreml'))).toBe('onnx-cpu')
    expect(bestEngine([])).toBe('onnx-cpu')
  })
})

describe('the reports of engines', () => {
  const usesIn = (state: Partial<EngineState>, found = all) => {
    const reports = engineReports(found, {
      fixed: undefined,
      best: bestEngine(found, state.broken),
      broken: [],
      ...state,
    })
    expect(reports.filter(({ chosen }) => chosen)).toHaveLength(1)
    return Object.fromEntries(reports.map(({ name, use, other, reason }) => [name, { use, other, reason }]))
  }

  it('say of each why it is used or not', () => {
    const cards = usesIn({})
    expect(cards.tensorflow).toEqual({
      use: 'best',
      other: undefined,
      reason: 'TensorFlow 2.18.1 runs on an NVIDIA card; the self-test gave the known answer.',
    })
    expect(cards['onnx-cuda']).toMatchObject({
      use: 'later',
      other: 'tensorflow',
      reason: expect.stringMatching(/CUDA; .* Not used, since tensorflow comes first\.$/),
    })
    expect(cards['onnx-coreml'].use).toBe('only-asked')
    const none = usesIn(
      {},
      engineNames.map((name) =>
        name === 'onnx-cpu'
          ? runs(name)
          : name === 'tensorflow'
            ? runs(name, { onGpu: false, version: '2' })
            : { name, finding: 'no-device' as const },
      ),
    )
    expect(none.tensorflow).toMatchObject({ use: 'no-card', reason: expect.stringContaining('sees no NVIDIA card') })
    expect(none['onnx-webgpu']).toMatchObject({
      use: 'unusable',
      reason: expect.stringContaining('no device or driver'),
    })
    expect(none['onnx-cpu'].use).toBe('best')
  })

  it('say where the user has the last word', () => {
    const fixed = usesIn({ fixed: 'onnx-webgpu' })
    expect(fixed['onnx-webgpu']).toMatchObject({
      use: 'fixed',
      reason: expect.stringContaining('fixed in the settings'),
    })
    for (const name of ['tensorflow', 'onnx-cpu'])
      expect(fixed[name]).toMatchObject({
        use: 'other-fixed',
        other: 'onnx-webgpu',
        reason: expect.stringContaining('the settings fix onnx-webgpu'),
      })
    expect(
      usesIn({ fixed: 'onnx-cuda' }, [runs('onnx-cpu'), { name: 'onnx-cuda', finding: 'no-libraries' }])['onnx-cuda']
        .use,
    ).toBe('fixed')
  })

  it('say which one failed in the middle of work, and what computes since then', () => {
    expect(usesIn({ broken: ['tensorflow'] }).tensorflow).toMatchObject({
      use: 'broke',
      other: 'onnx-cuda',
      reason: expect.stringMatching(/failed in the middle of work, so onnx-cuda is used/),
    })
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

  it('is passed by the processor', async () => expect((await selfTest(processor, processor)).finding).toBe('runs'))
  it.each(['convolved', 'gradient', 'fused'])('is not passed with another %s', async (output) => {
    expect((await selfTest(wrongIn(output), processor)).finding).toBe(
      output === 'fused' ? 'other-logits' : 'other-numbers',
    )
  })
})
