import type { EngineName, EngineReport } from '#shared/engine.ts'
import { defineWords } from '#renderer/base/language/index.ts'
import { german } from './wordsGerman.ts'

const english = {
  title: 'Engine',
  lead:
    'The engine computes readings and trainings. Before an engine is used, it must give known answers that agree with the processor. On the command line, ' +
    '--engine chooses another engine.',
  looking: 'Trying the engines…',
  again: 'Try all again',
  use: 'Engine in use',
  automatic: 'Automatic',
  automaticText:
    'Uses the first that works: TensorFlow on an NVIDIA card, CUDA, DirectML, WebGPU, the processor. If it fails, the processor takes over.',
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
    `A sample film takes ${next} ms (the first one ${first} ms, including setup).`,
  same: (difference: string) => `The probability differs from the processor’s by ${difference}.`,
  fixedUnusable: (name: string) => `${name} is selected but cannot be used here. Choose another engine to read films.`,
  broke: (name: string, other: string) =>
    `${name} failed in the middle of work and was set aside; in use now: ${other}. “Try all again” gives it another chance.`,
  runtime: {
    title: 'TensorFlow runtime',
    lead:
      'A library for another engine, mainly for training on NVIDIA cards under Linux. It is not included; installing it is the only time the program downloads ' +
      'packages, with this machine’s pip or uv, and each one is checked against a known hash.',
    looking: 'Checking what is installed…',
    none: 'It is not installed and not needed here.',
    withGpu: 'for the processor and NVIDIA cards',
    withoutGpu: 'for the processor',
    linked: 'linked to a Python environment on this machine',
    how: 'Install it',
    another: 'Reinstall',
    gpu: 'For NVIDIA cards too: a 2.4 GB download instead of 230 MB',
    python: 'Or link an existing Python’s TensorFlow, on the command line:',
    install: 'Install',
    waiting: 'Waiting for its turn…',
    stages: {
      download: 'Downloading and unpacking',
      compile: 'Compiling the connection',
      examine: 'Testing',
    } as Record<string, string>,
    counted: (done: string, total: string) => `${done} of ${total}`,
    stop: 'Stop',
    remove: 'Remove…',
    removeTitle: 'Remove the TensorFlow runtime?',
    lost: (size: string) => `${size} will be deleted. Installing it again needs another download.`,
    lostLink: 'Only the link is removed; the Python environment stays.',
    keep: 'Keep it',
    removeNow: 'Remove it',
  },
}
export type EngineWords = typeof english

/** The words of the Engine panel. */
export const engineWords = defineWords({ en: english, de: german })
