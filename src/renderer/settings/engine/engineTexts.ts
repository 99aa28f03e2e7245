import type { Translation } from '#renderer/language.ts'

/** The words of the Engine panel. */
export const engineTexts = {
  title: 'Engine',
  lead:
    'What computes readings and trainings. The program’s own choice gives the same numbers on every machine; a graphics card may be faster. A command of the ' +
    'command line may ask for another engine.',
  looking: 'Trying the engines…',
  again: 'Try all again',
  use: 'Which engine is used',
  automatic: 'Automatic',
  automaticText: 'The program chooses.',
  fixed: (name: string) => `Always use ${name}`,
  names: {
    'onnx-cpu': 'Processor',
    'onnx-webgpu': 'Graphics card through WebGPU',
    'onnx-cuda': 'NVIDIA card through CUDA',
    'onnx-directml': 'Graphics card through DirectML',
    'onnx-coreml': 'Apple Core ML',
  } as Record<string, string>,
  columns: { use: 'Use', engine: 'Engine', state: 'Here', reason: 'Why', test: 'Self-test' },
  usable: 'usable',
  unusable: 'not here',
  chosen: 'in use',
  test: 'Test',
  testOf: (name: string) => `Test ${name}`,
  testing: 'Testing…',
  known: (ms: string) => `known answer in ${ms} ms`,
  reading: (first: string, next: string) => `A sample film is read in ${next} ms (the first one in ${first} ms, with what had to be made ready).`,
  same: (difference: string) => `The probability differs from the processor’s by ${difference}.`,
  fixedUnusable: (name: string) => `${name} is fixed and cannot be used here: nothing can be read until it can, or another engine is chosen.`,
}
export type EngineTexts = typeof engineTexts

export const engineTextsGerman: Translation<EngineTexts> = {
  title: 'Rechenwerk',
  lead:
    'Was Befundungen und Trainings rechnet. Die eigene Wahl des Programms ergibt auf jedem Rechner dieselben Zahlen; eine Grafikkarte kann schneller sein. ' +
    'Ein Befehl der Kommandozeile kann ein anderes Rechenwerk verlangen.',
  looking: 'Die Rechenwerke werden erprobt…',
  again: 'Alle noch einmal erproben',
  use: 'Welches Rechenwerk benutzt wird',
  automatic: 'Automatisch',
  automaticText: 'Das Programm wählt.',
  fixed: (name) => `Immer ${name} benutzen`,
  names: {
    'onnx-cpu': 'Prozessor',
    'onnx-webgpu': 'Grafikkarte über WebGPU',
    'onnx-cuda': 'NVIDIA-Karte über CUDA',
    'onnx-directml': 'Grafikkarte über DirectML',
    'onnx-coreml': 'Apples Core ML',
  },
  columns: { use: 'Benutzen', engine: 'Rechenwerk', state: 'Hier', reason: 'Warum', test: 'Selbsttest' },
  usable: 'brauchbar',
  unusable: 'nicht hier',
  chosen: 'in Gebrauch',
  test: 'Erproben',
  testOf: (name) => `${name} erproben`,
  testing: 'Wird erprobt…',
  known: (ms) => `bekannte Antwort in ${ms} ms`,
  reading: (first, next) => `Eine Beispielaufnahme wird in ${next} ms befundet (die erste in ${first} ms, mit dem, was bereitzumachen war).`,
  same: (difference) => `Die Wahrscheinlichkeit weicht von der des Prozessors um ${difference} ab.`,
  fixedUnusable: (name) => `${name} ist festgelegt und hier nicht brauchbar: Nichts kann befundet werden, bis es das ist oder ein anderes Rechenwerk gewählt wird.`,
}
