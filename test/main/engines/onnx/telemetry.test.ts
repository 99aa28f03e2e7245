import { execFile } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../../../support/folder.ts'
import { startCliIn } from '../../../support/runCli.ts'

/**
 * A home in which nothing but the program's own folder may appear; onnxruntime keeps quiet by itself where it sees that
 * tests run.
 */
async function emptyHome(): Promise<{ environment: NodeJS.ProcessEnv; left(): Promise<string[]> }> {
  const home = await newFolder()
  for (const name of ['temporary', 'data']) await mkdir(join(home, name))
  const temporary = join(home, 'temporary')
  const own = {
    HOME: home,
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
    XDG_CACHE_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    XDG_DATA_HOME: undefined,
  }
  const environment = { ...own, CI: undefined, ORT_DISABLE_TELEMETRY: undefined, ORT_RUNNING_UNIT_TESTS: undefined }
  const left = async (): Promise<string[]> =>
    (await readdir(home, { recursive: true })).filter((name) => !/^(data|temporary)$|^data\//.test(name))
  return { environment, left }
}

describe('the telemetry of onnxruntime', () => {
  it('is off when a film is read', async () => {
    const { environment, left } = await emptyHome()
    const read = await startCliIn(environment, join(environment.HOME!, 'data'), 'read', 'resources/samples').done
    expect(read.code).toBe(0)
    expect(await left()).toEqual([])
  })

  it('is off for whoever uses the engine in a process of their own', async () => {
    const { environment, left } = await emptyHome()
    const script =
      "const { openSession } = await import('#main/engines/onnx/session.ts'); await openSession(new Uint8Array(8), 'cpu', 1).catch(() => undefined)"
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...environment },
    })
    expect(await left()).toEqual([])
  })
})
