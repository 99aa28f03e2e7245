import type { EngineName, EngineReport } from '#shared/engine.ts'
import type { Translation } from '#renderer/language.ts'
import { engineReasonGerman } from './engineReasonGerman.ts'

/** The words of the Engine panel. */
export const engineTexts = {
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
export type EngineTexts = typeof engineTexts

export const engineTextsGerman: Translation<EngineTexts> = {
  title: 'Rechenwerk',
  lead:
    'Was Befundungen und Trainings rechnet. Jedes Rechenwerk muss bekannte Antworten und die Zahlen des Prozessors ergeben, bevor es benutzt wird. ' +
    'Ein Befehl der Kommandozeile kann ein anderes Rechenwerk verlangen.',
  looking: 'Die Rechenwerke werden erprobt…',
  again: 'Alle noch einmal erproben',
  use: 'Welches Rechenwerk benutzt wird',
  automatic: 'Automatisch',
  automaticText:
    'Das Programm wählt das erste, das brauchbar ist: TensorFlow auf einer NVIDIA-Karte, CUDA, DirectML, WebGPU, den Prozessor. Wo es versagt, rechnet der Prozessor weiter.',
  fixed: (name) => `Immer ${name} benutzen`,
  names: {
    'onnx-cpu': 'Prozessor',
    'onnx-webgpu': 'Grafikkarte über WebGPU',
    'onnx-cuda': 'NVIDIA-Karte über CUDA',
    'onnx-directml': 'Grafikkarte über DirectML',
    'onnx-coreml': 'Apples Core ML',
    tensorflow: 'TensorFlow',
  },
  reason: engineReasonGerman,
  columns: { use: 'Benutzen', engine: 'Rechenwerk', state: 'Hier', reason: 'Warum', test: 'Selbsttest' },
  usable: 'brauchbar',
  unusable: 'nicht brauchbar',
  setAside: 'bleibt beiseite',
  chosen: 'in Gebrauch',
  test: 'Erproben',
  testOf: (name) => `${name} erproben`,
  testing: 'Wird erprobt…',
  known: (ms) => `bekannte Antwort in ${ms} ms`,
  reading: (first, next) =>
    `Eine Beispielaufnahme wird in ${next} ms befundet (die erste in ${first} ms, mit dem, was bereitzumachen war).`,
  same: (difference) => `Die Wahrscheinlichkeit weicht von der des Prozessors um ${difference} ab.`,
  fixedUnusable: (name) =>
    `${name} ist festgelegt und hier nicht brauchbar: Nichts kann befundet werden, bis es das ist oder ein anderes Rechenwerk gewählt wird.`,
  broke: (name, other) =>
    `${name} hat mitten in der Arbeit versagt und bleibt beiseite; jetzt in Gebrauch: ${other}. „Alle noch einmal erproben“ gibt eine neue Gelegenheit.`,
  runtime: {
    title: 'Laufzeit TensorFlow',
    lead:
      'Eine Bibliothek für ein weiteres Rechenwerk, vor allem um unter Linux auf NVIDIA-Karten zu trainieren. Sie kommt nicht mit dem Programm; nur um sie einzurichten, ' +
      'werden Pakete geholt, durch pip oder uv dieses Rechners, jedes mit einer bekannten Prüfsumme verglichen.',
    looking: 'Es wird geprüft, was eingerichtet ist…',
    none: 'Sie ist nicht eingerichtet, und nichts hier braucht sie.',
    withGpu: 'für den Prozessor und NVIDIA-Karten',
    withoutGpu: 'für den Prozessor',
    linked: 'mit einer Python-Umgebung dieses Rechners verknüpft',
    how: 'Einrichten',
    another: 'Neu oder anders einrichten',
    gpu: 'Auch für NVIDIA-Karten: etwa 2,4 GB statt 230 MB zu laden',
    python: 'Auch das TensorFlow eines Python dieses Rechners lässt sich verknüpfen, auf der Befehlszeile:',
    install: 'Einrichten',
    waiting: 'Es wird gewartet…',
    stages: {
      download: 'Wird geladen und entpackt',
      compile: 'Die Verbindung zum Programm wird übersetzt',
      examine: 'Wird erprobt',
    },
    counted: (done, total) => `${done} von ${total}`,
    stop: 'Anhalten',
    remove: 'Entfernen…',
    removeTitle: 'Die Laufzeit TensorFlow entfernen?',
    lost: (size) => `${size} werden gelöscht. Sie lässt sich wieder einrichten und wird dann neu geladen.`,
    lostLink: 'Nur die Verknüpfung wird entfernt; die Python-Umgebung bleibt, wie sie ist.',
    keep: 'Behalten',
    removeNow: 'Entfernen',
  },
}
