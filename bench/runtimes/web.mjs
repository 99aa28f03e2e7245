/**
 * `node web.mjs MODEL FILMS N`: runs a model in onnxruntime-web (WebAssembly) on N films of float32, and writes
 * `probability` and `findings` as JSON. onnxruntime-web is looked for in ORT_WEB, a folder with `node_modules`.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const find = createRequire(join(process.env['ORT_WEB'] ?? process.cwd(), 'package.json'))
const ort = find('onnxruntime-web')

if (process.argv[2] === '--version') {
  process.stdout.write(ort.env.versions.web)
} else {
  const [model, films, count] = process.argv.slice(2)
  const session = await ort.InferenceSession.create(readFileSync(model), { executionProviders: ['wasm'] })
  const bytes = readFileSync(films)
  const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const side = Math.sqrt(data.length / Number(count))
  const outputs = await session.run({ film: new ort.Tensor('float32', data, [Number(count), 1, side, side]) })
  const told = ['probability', 'findings'].filter((name) => outputs[name])
  process.stdout.write(JSON.stringify(Object.fromEntries(told.map((name) => [name, Array.from(outputs[name].data)]))))
}
