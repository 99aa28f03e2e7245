import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { readingSchema } from '#shared/reading.ts'
import { dicomPhantom } from '../support/dicomPhantom.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

it('the built Electron program opens and reads a film, with its own compute process and decoding thread', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fractureguard-bundle-'))
  try {
    const film = join(folder, 'bone.dcm')
    await writeFile(film, dicomPhantom({ rows: 128, columns: 96 }))
    const env = { ...process.env, FRACTUREGUARD_HOME: join(folder, 'home') }
    const { stdout } = await promisify(execFile)(process.execPath, [here('electronBundle.ts'), film], {
      env,
      timeout: 60_000,
    })
    const result = JSON.parse(stdout) as Record<string, unknown>
    expect(result).toMatchObject({
      url: 'fractureguard://page/',
      status: 200,
      children: 1,
      allEnded: true,
      exitCode: 0,
    })
    expect(readingSchema.parse(result.about)).toMatchObject({ frame: 0, engine: 'onnx-cpu' })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('the built preload script is CommonJS and asks for nothing but Electron, as a sandboxed one must', async () => {
  const code = await readFile(here('../../out/preload/index.cjs'), 'utf8')
  expect([...code.matchAll(/require\(["'`](.*?)["'`]\)/g)].map(([, name]) => name)).toEqual(['electron'])
  expect(code).not.toMatch(/^\s*(import|export) /m)
})
