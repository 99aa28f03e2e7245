import type { EngineFinding, EngineName, EngineReport, EngineUse } from '#shared/engine.ts'

const runsOn: Record<EngineName, string> = {
  'onnx-cpu': 'the processor',
  'onnx-webgpu': 'a graphics card through WebGPU',
  'onnx-cuda': 'an NVIDIA card through CUDA',
  'onnx-directml': 'a graphics card through DirectML',
  'onnx-coreml': "Apple's Core ML",
  tensorflow: 'the processor',
}

type Told = Omit<EngineReport, 'reason'>

const place = ({ name, onGpu }: Told): string => (name === 'tensorflow' && onGpu ? 'an NVIDIA card' : runsOn[name])

const findings: Record<EngineFinding, (report: Told) => string> = {
  runs: (report) =>
    `${report.version === undefined ? 'Runs' : `TensorFlow ${report.version} runs`} on ${place(report)}; the self-test gave the known answer.`,
  'no-provider': () => `onnxruntime has no such provider for ${process.platform} on ${process.arch}.`,
  'no-device': (report) => `It would run on ${place(report)}, but no device or driver for that was found.`,
  'no-libraries': (report) =>
    `It would run on ${place(report)}, but its libraries do not come with onnxruntime's npm package.`,
  'not-installed': () => 'TensorFlow is not installed. To install it: fractureguard runtime install tensorflow',
  'not-loading': () =>
    'TensorFlow is installed but does not load here. Install it again: fractureguard runtime install tensorflow',
  'other-numbers': () => 'The self-test gave other numbers than the known ones, so this engine is not used.',
  'other-logits': () => 'A network gave other numbers than on the processor, so this engine is not used.',
  failed: () => 'It stopped in the middle of the self-test, so it is not used. Another driver may help.',
  'no-reading': () =>
    'It passed the self-test but could not read a film, so it is not used. Its memory may be too small.',
  crashed: () => 'Its process ended in the middle of the self-test, so it is not used. Another driver may help.',
  hung: () => 'It did not come to the end of the self-test, so it is not used. Another driver may help.',
}

const uses: Record<EngineUse, (report: Told) => string | undefined> = {
  fixed: () => 'It is fixed in the settings.',
  best: () => undefined,
  'other-fixed': ({ other }) => `Not used, since the settings fix ${other}.`,
  later: ({ other }) => `Not used, since ${other} comes first.`,
  'no-card': () => 'It sees no NVIDIA card, so it is used only when it is asked for.',
  'only-asked': () => 'It is used only when it is asked for: its numbers have not been compared.',
  broke: ({ other }) =>
    `It failed in the middle of work, so ${other} is used. To give it another chance: fractureguard doctor --again`,
  unusable: () => undefined,
}

/** What is told of an engine, in English: what was found, and why it is used or not. */
export function engineReason(report: Told): string {
  return [findings[report.finding](report), uses[report.use](report)].filter(Boolean).join(' ')
}
