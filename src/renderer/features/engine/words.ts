import type { EngineName, EngineReport } from '#shared/engine.ts'
import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Engine',
  lead:
    'What computes readings and trainings. Each engine must give known answers, and the processor’s numbers, before it is used. A command of the command line ' +
    'may ask for another engine.',
  looking: 'Trying the engines…',
  again: 'Try all again',
  use: 'Which engine is used',
  automatic: 'Automatic',
  automaticText:
    'The program chooses the first that can be used: TensorFlow on an NVIDIA card, CUDA, DirectML, WebGPU, the processor. Where it fails, the processor goes on.',
  fixed: (name: string) => `Always use ${name}`,
  names: {
    'onnx-cpu': 'Processor',
    'onnx-webgpu': 'Graphics card through WebGPU',
    'onnx-cuda': 'NVIDIA card through CUDA',
    'onnx-directml': 'Graphics card through DirectML',
    'onnx-coreml': 'Apple Core ML',
    tensorflow: 'TensorFlow',
  } as Record<EngineName, string>,
  reason: ({ reason }: EngineReport) => reason,
  columns: { use: 'Use', engine: 'Engine', state: 'Here', reason: 'Why', test: 'Self-test' },
  usable: 'usable',
  unusable: 'not usable',
  setAside: 'set aside',
  chosen: 'in use',
  test: 'Test',
  testOf: (name: string) => `Test ${name}`,
  testing: 'Testing…',
  known: (ms: string) => `known answer in ${ms} ms`,
  reading: (first: string, next: string) =>
    `A sample film is read in ${next} ms (the first one in ${first} ms, with what had to be made ready).`,
  same: (difference: string) => `The probability differs from the processor’s by ${difference}.`,
  fixedUnusable: (name: string) =>
    `${name} is fixed and cannot be used here: nothing can be read until it can, or another engine is chosen.`,
  broke: (name: string, other: string) =>
    `${name} failed in the middle of work and was set aside; in use now: ${other}. “Try all again” gives it another chance.`,
  runtime: {
    title: 'TensorFlow runtime',
    lead:
      'A library for another engine, mostly for training on NVIDIA cards under Linux. It does not come with the program; installing it is the one thing for which ' +
      'packages are fetched, through pip or uv of this machine, each compared with a known hash.',
    looking: 'Checking what is installed…',
    none: 'It is not installed, and nothing here needs it.',
    withGpu: 'for the processor and NVIDIA cards',
    withoutGpu: 'for the processor',
    linked: 'linked to a Python environment of this machine',
    how: 'Install it',
    another: 'Install it anew or another way',
    gpu: 'For NVIDIA cards as well: some 2.4 GB to download instead of 230 MB',
    python: 'The TensorFlow of a Python of this machine can be linked instead, on the command line:',
    install: 'Install',
    waiting: 'Waiting for its turn…',
    stages: {
      download: 'Downloading and unpacking',
      compile: 'Compiling what joins it to the program',
      examine: 'Trying it',
    } as Record<string, string>,
    counted: (done: string, total: string) => `${done} of ${total}`,
    stop: 'Stop',
    remove: 'Remove…',
    removeTitle: 'Remove the TensorFlow runtime?',
    lost: (size: string) => `${size} are deleted. It can be installed again, which downloads it anew.`,
    lostLink: 'Only the link is removed; the Python environment stays as it is.',
    keep: 'Keep it',
    removeNow: 'Remove it',
  },
}
export type EngineWords = typeof english

/** The words of the Engine panel. */
export const engineWords = defineWords({ en: english, de: german })
