import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { JobProgress } from '#shared/job.ts'
import { findAddon, runtimeEnvironment } from '#main/runtimes/findRuntime.ts'
import { installRuntime } from '#main/runtimes/install.ts'
import { listRuntimes, removeRuntime } from '#main/runtimes/runtimeFolder.ts'
import type { Wheel } from '#main/runtimes/wheels.ts'
import { newFolder } from '../../support/folder.ts'
import { holdLock } from '../../support/holdLock.ts'

const machine = { platform: 'linux', arch: 'x64' } as const
const wheel = (name: string): Wheel => ({ package: name, version: '1', sha256: 'ab'.repeat(32), bytes: 1000 })
const request = { name: 'tensorflow', gpu: false } as const

/**
 * Unpacks what the real pip would, as far as the installation looks at it, and writes down which package it was asked
 * for.
 */
const goodPip = `
[ "$4" = "--version" ] || [ "$3" = "--version" ] && exit 0
while [ $# -gt 0 ]; do case "$1" in --target) target="$2";; -r) list="$2";; esac; shift; done
cat "$list" >> "$FAKE_LOG"
mkdir -p "$target/tensorflow/include/tensorflow/c" "$target/nvidia/cublas/lib"
echo cc > "$target/tensorflow/libtensorflow_cc.so.2"; echo fw > "$target/tensorflow/libtensorflow_framework.so.2"
echo h > "$target/tensorflow/include/tensorflow/c/c_api.h"; echo blas > "$target/nvidia/cublas/lib/libcublas.so.12"
`
const goodCompiler = `
[ "$1" = "--version" ] && exit 0
while [ $# -gt 0 ]; do [ "$1" = "-o" ] && echo addon > "$2"; shift; done; exit 0
`
const failing = (said: string): string =>
  `for word in "$@"; do [ "$word" = "--version" ] && exit 0; done; echo '${said}' >&2; exit 1`

const before = { ...process.env }
afterEach(() => void Object.assign(process.env, { PATH: before.PATH, CXX: before.CXX }))

/** A machine that has only these programs, and the folder of its runtimes. */
async function machineWith(programs: Record<string, string>): Promise<{ runtimes: string; asked(): Promise<string> }> {
  const folder = await newFolder()
  const bin = join(folder, 'bin')
  const runtimes = join(folder, 'runtimes')
  const log = join(folder, 'asked')
  await Promise.all([mkdir(bin), mkdir(runtimes), writeFile(log, '')])
  for (const [name, body] of Object.entries(programs)) {
    await writeFile(join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\nFAKE_LOG='${log}'\n${body}`)
    await chmod(join(bin, name), 0o700)
  }
  process.env.PATH = bin
  delete process.env.CXX
  return { runtimes, asked: () => readFile(log, 'utf8') }
}

const install = (runtimes: string, wheels = [wheel('tensorflow-cpu')], more = {}) =>
  installRuntime(runtimes, request, { machine, wheels, ...more })

describe.skipIf(process.platform === 'win32')('installing the TensorFlow runtime', () => {
  it('puts libraries and addon in place at once, tells how far it is, and leaves nothing else behind', async () => {
    const { runtimes } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    const told: JobProgress[] = []
    await install(runtimes, undefined, { progress: (now: JobProgress) => told.push(now) })
    expect(await readdir(runtimes)).toEqual(['tensorflow'])
    expect(await listRuntimes(runtimes)).toEqual([
      { name: 'tensorflow', version: '1', gpu: false, from: 'packages', bytes: 12 },
    ])
    expect(findAddon(runtimes, 'nowhere')).toBe(join(runtimes, 'tensorflow', 'tfjs_binding.node'))
    expect(told.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['download', 'compile']))
    expect(told.findLast(({ stage }) => stage === 'download')).toMatchObject({ done: 1000, total: 1000 })
  })

  it('is done by one program at a time, and not removed meanwhile', async () => {
    const { runtimes, asked } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    const path = process.env.PATH
    process.env.PATH = before.PATH
    const other = await holdLock(join(runtimes, 'runtimes.lock'))
    process.env.PATH = path
    await expect(install(runtimes)).rejects.toMatchObject({ code: 'in-use' })
    await mkdir(join(runtimes, 'tensorflow'))
    await expect(removeRuntime(runtimes)).rejects.toMatchObject({ code: 'in-use' })
    expect(await asked()).toBe('')
    await other.kill()
    await install(runtimes)
    await removeRuntime(runtimes)
    expect(await readdir(runtimes)).toEqual([])
  })

  it('asks the index for the pinned version by its hash', async () => {
    const { runtimes, asked } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    await install(runtimes)
    expect(await asked()).toBe(`tensorflow-cpu==1 --hash=sha256:${'ab'.repeat(32)}\n`)
  })

  it('uses uv where there is no pip', async () => {
    const { runtimes } = await machineWith({ uv: goodPip, 'g++': goodCompiler })
    await install(runtimes)
    expect(await listRuntimes(runtimes)).toHaveLength(1)
  })

  it('goes on with what is there after it was interrupted', async () => {
    const { runtimes, asked } = await machineWith({ python3: goodPip, 'g++': failing('error: no') })
    await expect(install(runtimes)).rejects.toMatchObject({ code: 'engine-unavailable' })
    expect(await listRuntimes(runtimes)).toEqual([])
    await writeFile(join(process.env.PATH!, 'g++'), `#!/bin/sh\n${goodCompiler}`)
    await install(runtimes)
    expect((await asked()).trim().split('\n')).toHaveLength(1)
    expect(await listRuntimes(runtimes)).toHaveLength(1)
  })

  it('goes on where it was killed while the addon was compiled', async () => {
    const { runtimes, asked } = await machineWith({ python3: goodPip, 'g++': failing('no') })
    await expect(install(runtimes)).rejects.toThrow()
    // What a killed program would leave: libraries in the runtime that is being made.
    expect(await readdir(join(runtimes, 'tensorflow.part', 'runtime', 'lib'))).toHaveLength(2)
    await writeFile(join(process.env.PATH!, 'g++'), `#!/bin/sh\n${goodCompiler}`)
    await install(runtimes)
    expect((await asked()).trim().split('\n')).toHaveLength(1)
  })

  it('takes the libraries of NVIDIA packages beside, and has the loader find them', async () => {
    const { runtimes } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    await installRuntime(
      runtimes,
      { ...request, gpu: true },
      { machine, wheels: [wheel('tensorflow'), wheel('nvidia-cublas-cu12')] },
    )
    const lib = join(runtimes, 'tensorflow', 'lib')
    expect(await readdir(lib)).toContain('libcublas.so.12')
    expect(runtimeEnvironment(runtimes, { LD_LIBRARY_PATH: '/own' }).LD_LIBRARY_PATH).toBe(`${lib}:/own`)
  })

  it('keeps the runtime that is there where a new one fails', async () => {
    const { runtimes } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    await install(runtimes)
    await writeFile(join(process.env.PATH!, 'g++'), `#!/bin/sh\n${failing('no')}`)
    await expect(install(runtimes)).rejects.toThrow()
    expect((await listRuntimes(runtimes))[0]).not.toHaveProperty('problem')
  })

  it.each([
    ['no pip', { 'g++': goodCompiler }, 'tool-missing', 'python3-pip'],
    ['no compiler', { python3: goodPip }, 'tool-missing', 'apt install g++'],
    [
      'a compiler that fails',
      { python3: goodPip, 'g++': failing('error: #include') },
      'engine-unavailable',
      'compiler',
    ],
    [
      'a wrong hash',
      { python3: failing('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.') },
      'hash-mismatch',
      'so it is not used',
    ],
    [
      'no network',
      { python3: failing('NewConnectionError: [Errno -3] Temporary failure in name resolution') },
      'no-network',
      'Check the network',
    ],
    [
      'an index that does not have it',
      { python3: failing('ERROR: Could not find a version that satisfies the requirement (from versions: none)') },
      'no-network',
      'index',
    ],
    [
      'a download that stops',
      { python3: failing('ProtocolError: Connection broken: IncompleteRead(1024 bytes read)') },
      'no-network',
      'continues where it stopped',
    ],
    [
      'a full disk',
      { python3: failing('ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device') },
      'disk-full',
      'Free space',
    ],
    ['a pip that says something else', { python3: failing('Traceback') }, 'engine-unavailable', 'Update it'],
  ])('says what to do: %s', async (_, programs, code, advice) => {
    const { runtimes } = await machineWith(programs as Record<string, string>)
    await expect(install(runtimes)).rejects.toMatchObject({ code, message: expect.stringContaining(advice) })
    expect(await listRuntimes(runtimes)).toEqual([])
  })

  it('says how much space is wanting before anything is downloaded', async () => {
    const { runtimes, asked } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    await expect(install(runtimes, [{ ...wheel('tensorflow'), bytes: 1e15 }])).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('GB'),
    })
    expect(await asked()).toBe('')
  })

  it.each([
    [{ platform: 'win32', arch: 'x64' } as const, false],
    [{ platform: 'linux', arch: 'riscv64' } as const, false],
    [{ platform: 'linux', arch: 'arm64' } as const, true],
  ])('says where it cannot be installed: %o', async (elsewhere, gpu) => {
    const { runtimes } = await machineWith({})
    await expect(installRuntime(runtimes, { ...request, gpu }, { machine: elsewhere })).rejects.toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining('doctor'),
    })
  })

  it('ends when it is told to', async () => {
    const { runtimes } = await machineWith({
      python3: 'for w in "$@"; do [ "$w" = "--version" ] && exit 0; done; exec sleep 60',
      'g++': goodCompiler,
    })
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 300)
    await expect(install(runtimes, undefined, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

/** A stand-in for a Python with a TensorFlow in `packages`. */
const pythonWith = (packages: string, folder: string | null): string =>
  `cat > /dev/null <<'X'\nX\necho '${JSON.stringify({ folder: folder && join(packages, folder), version: '2.99', nvidia: [join(packages, 'nvidia')] })}'`

describe.skipIf(process.platform === 'win32')("linking a Python environment's TensorFlow", () => {
  async function environment() {
    const packages = await newFolder()
    await mkdir(join(packages, 'tensorflow', 'include', 'tensorflow', 'c'), { recursive: true })
    await mkdir(join(packages, 'nvidia', 'cudnn', 'lib'), { recursive: true })
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/tensorflow/c/c_api.h']) {
      await writeFile(join(packages, 'tensorflow', name), name)
    }
    const { runtimes } = await machineWith({
      env: pythonWith(packages, 'tensorflow'),
      bare: pythonWith(packages, null),
      talker: 'echo hello',
      counter: 'echo 5',
      quiet: 'exit 0',
      'g++': goodCompiler,
    })
    return { packages, runtimes, python: (name: string) => join(process.env.PATH!, name) }
  }

  it('takes no space of its own, and is told when the environment changes', async () => {
    const { packages, runtimes, python } = await environment()
    await installRuntime(runtimes, { ...request, fromPython: python('env') })
    expect(await listRuntimes(runtimes)).toEqual([
      { name: 'tensorflow', version: '2.99', gpu: true, from: 'python', bytes: 0 },
    ])
    expect(runtimeEnvironment(runtimes, {}).LD_LIBRARY_PATH).toBe(join(packages, 'nvidia', 'cudnn', 'lib'))
    await writeFile(join(packages, 'tensorflow', 'libtensorflow_cc.so.2'), 'another')
    expect((await listRuntimes(runtimes))[0].problem).toMatchObject({
      code: 'hash-mismatch',
      message: expect.stringContaining('environment'),
    })
  })

  it.each([
    ['bare', 'no TensorFlow'],
    ['nobody', 'no Python'],
    // Programs that end well and are no Python.
    ['talker', 'no Python'],
    ['counter', 'no Python'],
    ['quiet', 'no Python'],
  ])('says what is wanting: %s', async (name, said) => {
    const { runtimes, python } = await environment()
    await expect(installRuntime(runtimes, { ...request, fromPython: python(name) })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(said),
    })
  })
})

describe.skipIf(process.platform === 'win32')('a runtime that is there', () => {
  it('is checked byte by byte', async () => {
    const { runtimes } = await machineWith({ python3: goodPip, 'g++': goodCompiler })
    await install(runtimes)
    await writeFile(join(runtimes, 'tensorflow', 'lib', 'libtensorflow_cc.so.2'), 'xx\n')
    expect((await listRuntimes(runtimes))[0].problem).toMatchObject({ code: 'hash-mismatch' })
  })

  it('goes with all that is left of unfinished installations', async () => {
    const { runtimes } = await machineWith({ python3: goodPip })
    await expect(install(runtimes)).rejects.toThrow()
    expect((await stat(join(runtimes, 'tensorflow.part'))).isDirectory()).toBe(true)
    await removeRuntime(runtimes)
    expect(await readdir(runtimes)).toEqual([])
    await expect(removeRuntime(runtimes)).rejects.toMatchObject({ code: 'not-found' })
  })
})
