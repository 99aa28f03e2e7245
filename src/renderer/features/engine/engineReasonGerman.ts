import type { EngineFinding, EngineName, EngineReport, EngineUse } from '#shared/engine.ts'

const runsOn: Record<EngineName, string> = {
  'onnx-cpu': 'auf dem Prozessor',
  'onnx-webgpu': 'auf einer Grafikkarte über WebGPU',
  'onnx-cuda': 'auf einer NVIDIA-Karte über CUDA',
  'onnx-directml': 'auf einer Grafikkarte über DirectML',
  'onnx-coreml': 'mit Apples Core ML',
  tensorflow: 'auf dem Prozessor',
}

const place = ({ name, onGpu }: EngineReport) =>
  name === 'tensorflow' && onGpu ? 'auf einer NVIDIA-Karte' : runsOn[name]

const findings: Record<EngineFinding, (report: EngineReport) => string> = {
  runs: (report) =>
    `${report.version === undefined ? 'Rechnet' : `TensorFlow ${report.version} rechnet`} ${place(report)}; der Selbsttest ergab die bekannte Antwort.`,
  'no-provider': () => 'onnxruntime hat dafür auf diesem System nichts.',
  'no-device': (report) => `Würde ${place(report)} rechnen, aber kein Gerät oder Treiber dafür wurde gefunden.`,
  'no-libraries': (report) =>
    `Würde ${place(report)} rechnen, aber die Bibliotheken dafür kommen nicht mit dem npm-Paket von onnxruntime.`,
  'not-installed': () => 'TensorFlow ist nicht eingerichtet. Weiter unten lässt es sich einrichten.',
  'not-loading': () => 'TensorFlow ist eingerichtet, lässt sich hier aber nicht laden. Richten Sie es neu ein.',
  'other-numbers': () => 'Der Selbsttest ergab andere Zahlen als die bekannten, darum wird es nicht benutzt.',
  'other-logits': () => 'Ein Netz ergab andere Zahlen als auf dem Prozessor, darum wird es nicht benutzt.',
  failed: () => 'Brach mitten im Selbsttest ab und wird darum nicht benutzt. Ein anderer Treiber kann helfen.',
  'no-reading': () =>
    'Bestand den Selbsttest, konnte aber keine Aufnahme befunden und wird darum nicht benutzt. Vielleicht reicht der Speicher nicht.',
  crashed: () =>
    'Der Prozess dafür endete mitten im Selbsttest, darum wird es nicht benutzt. Ein anderer Treiber kann helfen.',
  hung: () => 'Kam mit dem Selbsttest nicht zu Ende und wird darum nicht benutzt. Ein anderer Treiber kann helfen.',
}

const uses: Record<EngineUse, (report: EngineReport) => string | undefined> = {
  fixed: () => 'In den Einstellungen festgelegt.',
  best: () => undefined,
  'other-fixed': ({ other }) => `Nicht in Gebrauch, weil in den Einstellungen ${other} festgelegt ist.`,
  later: ({ other }) => `Nicht in Gebrauch, weil ${other} davor kommt.`,
  'no-card': () => 'Sieht keine NVIDIA-Karte und wird darum nur auf Verlangen benutzt.',
  'only-asked': () => 'Wird nur auf Verlangen benutzt: Die Zahlen sind nicht verglichen worden.',
  broke: ({ other }) => `Hat mitten in der Arbeit versagt; darum rechnet ${other}.`,
  unusable: () => undefined,
}

/** What is told of an engine: what was found, and why it is used or not. */
export function engineReasonGerman(report: EngineReport): string {
  return [findings[report.finding](report), uses[report.use](report)].filter(Boolean).join(' ')
}
