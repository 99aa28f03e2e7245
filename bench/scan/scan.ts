/**
 * Films per second of a scan beside what bounds it, in one run: the engine alone at its best batch, the decoding
 * threads alone, and a PyTorch DataLoader over the same files and a network of the same size, where there is a PyTorch.
 *
 *   node scripts/on-node24.mjs bench/scan/scan.ts FOLDER [FILMS]
 *
 * FOLDER holds 512-pixel JPEGs, of which FILMS are read (default 300); PYTHON names a Python that has PyTorch, if
 * `python3` has not.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { resources } from '#main/app/home/packageRoot.ts'
import { loadModel } from '#main/model/loadModel.ts'
import { decodingAlone, engineAlone, scanned } from './rates.ts'

const [folder, wanted = '300'] = process.argv.slice(2)
if (!folder) throw new Error('Say which folder: node scripts/on-node24.mjs bench/scan/scan.ts FOLDER [FILMS]')
const films = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.jpg'))
  .slice(0, Number(wanted))
const rounds = 3

const best = (values: number[]): number => Math.max(...values)
const show = (name: string, value: number): void =>
  console.log(`${name.padEnd(46)}${value.toFixed(1).padStart(8)} films/s`)

function torch(place: string, inputSize: number): number | undefined {
  try {
    const script = join(import.meta.dirname, 'torchLoader.py')
    return Number(
      execFileSync(process.env.PYTHON ?? 'python3', [script, join(place, 'films'), String(inputSize)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
  } catch {
    return undefined
  }
}

const place = mkdtempSync(join(tmpdir(), 'fractureguard-bench-'))
try {
  for (const name of films) {
    mkdirSync(join(place, 'films', name, '..'), { recursive: true })
    cpSync(join(folder, name), join(place, 'films', name))
  }
  const { card } = await loadModel(resources.starter)
  console.log(
    `${films.length} films, ${availableParallelism()} cores, input ${card.network.inputSize}; the best of ${rounds} rounds`,
  )
  const rates = { engine: [] as number[], decoding: [] as number[], scan: [] as number[], torch: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    rates.engine.push(await engineAlone())
    rates.decoding.push(await decodingAlone(films.map((name) => join(folder, name))))
    rates.scan.push(scanned(join(place, 'films'), place))
    const pytorch = torch(place, card.network.inputSize)
    if (pytorch !== undefined) rates.torch.push(pytorch)
  }
  const [engine, decoding, scan] = [best(rates.engine), best(rates.decoding), best(rates.scan)]
  show('engine alone, at its best batch', engine)
  show('decoding and resizing alone, on all cores', decoding)
  show('scan, model loading included', scan)
  if (rates.torch.length > 0) show('PyTorch DataLoader and ResNet-18', best(rates.torch))
  console.log(`scan / engine alone: ${(scan / engine).toFixed(2)}`)
  // Both need the same cores: nothing can be faster than one after the other.
  console.log(
    `scan / (engine and decoding on the same cores): ${(scan / (1 / (1 / engine + 1 / decoding))).toFixed(2)}`,
  )
  if (rates.torch.length > 0) console.log(`scan / PyTorch: ${(scan / best(rates.torch)).toFixed(2)}`)
} finally {
  rmSync(place, { recursive: true, force: true })
}
