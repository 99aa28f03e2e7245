import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measurement } from './measurement.ts'

type Figures = { filmsPerSecond: number }

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
/** Runs before those that count, and those that count. */
const runs = ['2', '5']

/** Reading and steps of training against PyTorch with the same network and as many threads, at 224 pixels unless said. */
export function network(python: string | undefined): Measurement[] {
  const own =
    (what: string, batch: number, marked: string[] = []) =>
    async () =>
      figures(process.execPath, [file('../engines/measure.ts'), 'onnx-cpu', what, String(batch), ...runs, ...marked])
  const other =
    (what: string, batch: number, marked: string[] = []) =>
    async () => {
      const mode = what === 'forward' ? ['forward'] : marked.flatMap((side) => ['marks', side])
      return python ? figures(python, [file('../engines/torchStep.py'), String(batch), ...runs, ...mode]) : undefined
    }
  const shared = { unit: 'films/s', peer: 'PyTorch' }
  const reading = [1, 8, 32].map((batch) => ({
    ...shared,
    name: `reading, batch ${batch}`,
    goal: 3.5,
    own: own('forward', batch),
    other: other('forward', batch),
  }))
  const training = [8, 32].map((batch) => ({
    ...shared,
    name: `training step, layers 2–4 and heads, batch ${batch}`,
    goal: 1.4,
    own: own('step', batch),
    other: other('step', batch),
  }))
  const marked = {
    ...shared,
    name: 'training step, 448 pixels with marks, layers 2–4 and heads, batch 8',
    goal: 1.4,
    own: own('step', 8, ['448']),
    other: other('step', 8, ['448']),
  }
  return [...reading, ...training, marked]
}

function figures(command: string, args: readonly string[]): number {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as Figures).filmsPerSecond
}
