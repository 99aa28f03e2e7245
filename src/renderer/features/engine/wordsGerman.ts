import type { Translation } from '#renderer/base/language/index.ts'
import { engineReasonGerman } from './engineReasonGerman.ts'
import type { EngineWords } from './words.ts'

export const german: Translation<EngineWords> = {
  title: 'Rechenwerk',
  lead:
    'Was Befundungen und Trainings rechnet. Jedes Rechenwerk muss bekannte Antworten und die Zahlen des Prozessors ergeben, bevor es benutzt wird. ' +
    'Auf der Befehlszeile wählt --engine ein anderes.',
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
    stop: 'Beenden',
    remove: 'Entfernen…',
    removeTitle: 'Die Laufzeit TensorFlow entfernen?',
    lost: (size) => `${size} werden gelöscht. Sie lässt sich wieder einrichten und wird dann neu geladen.`,
    lostLink: 'Nur die Verknüpfung wird entfernt; die Python-Umgebung bleibt, wie sie ist.',
    keep: 'Behalten',
    removeNow: 'Entfernen',
  },
}
