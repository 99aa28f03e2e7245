/** Trains a small model, or goes on: `trainChild.ts FOLDER RUN OUTPUT`. */
import { join } from 'node:path'
import { studyDecoder } from '#main/study/openStudy.ts'
import { train } from '#main/training/index.ts'

const [folder, run, output] = process.argv.slice(2)
await train(
  {
    jobId: 'job',
    folder: join(folder, 'films'),
    name: 'Bars',
    modelId: 'bars',
    programVersion: '9.9.9',
    startFrom: { id: 'start', directory: join(folder, 'start') },
    settings: { mode: 'heads', preset: 'default', seed: 42, epochs: 8, batch: 16, classWeights: 'none' },
    engine: 'onnx-cpu',
    runDirectory: run,
    outputDirectory: output,
    cacheDirectory: join(folder, 'cache'),
  },
  {
    decoder: studyDecoder,
    signal: new AbortController().signal,
    onProgress: ({ stage, done }) => void process.stdout.write(`${stage} ${done}\n`),
  },
)
process.stdout.write('done\n')
