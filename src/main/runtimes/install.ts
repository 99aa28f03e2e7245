import { link, mkdir, readFile, readdir, rename, rm, statfs, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { JobProgress } from '#shared/job.ts'
import { ProblemError } from '#shared/problem.ts'
import type { RuntimeRequest } from '#shared/runtime.ts'
import { buildAddon, libraryNames } from './buildAddon.ts'
import { diskProblem, lockRuntimes } from './lockRuntimes.ts'
import { folderBytes } from './folderBytes.ts'
import { findPackageInstaller, type PackageInstaller } from './packageInstaller.ts'
import { findPythonTensorflow } from './pythonTensorflow.ts'
import { runtimeName, sealRuntime, unfinishedName } from './runtimeFolder.ts'
import { wheelsFor, type Machine, type Wheel } from './wheels.ts'

export type InstallContext = {
  signal?: AbortSignal
  progress?(progress: JobProgress): void
  machine?: Machine
  wheels?: readonly Wheel[]
}

/** Unpacked a wheel takes so many times its size, with its download beside it. */
const unpackedFactor = 5.5

/**
 * Installs TensorFlow's C library and its addon for Node into the folder of runtimes, in the place of one that is
 * there. What is not finished lies beside it and is gone on with at the next call; the finished runtime appears all at
 * once. Rejects with a `ProblemError`: `wrong-use`, `tool-missing`, `no-network`, `hash-mismatch`, `disk-full`,
 * `not-found`, `engine-unavailable`, `cancelled`, `in-use`.
 */
export async function installRuntime(
  runtimes: string,
  request: RuntimeRequest,
  context: InstallContext = {},
): Promise<void> {
  const part = join(runtimes, unfinishedName)
  const made = join(part, 'runtime')
  const release = lockRuntimes(runtimes)
  try {
    await rm(made, { recursive: true, force: true })
    await mkdir(join(made, 'lib'), { recursive: true, mode: 0o700 })
    if (request.fromPython !== undefined) await linkPython(made, request.fromPython, context)
    else await unpackWheels(part, made, request.gpu, context)
    await putInPlace(runtimes, made)
    await rm(part, { recursive: true, force: true })
  } catch (thrown) {
    throw thrown instanceof ProblemError ? thrown : diskProblem(thrown)
  } finally {
    release()
  }
}

async function linkPython(made: string, path: string, { signal, progress }: InstallContext): Promise<void> {
  const { folder, libraryFolders, ...about } = await findPythonTensorflow(path, signal)
  for (const name of libraryNames) await symlink(join(folder, name), join(made, 'lib', name))
  progress?.({ stage: 'compile', done: 0, total: 1, numbers: {} })
  await buildAddon({ include: join(folder, 'include'), output: made, signal })
  await sealRuntime(made, { ...about, from: 'python', libraryFolders })
}

async function unpackWheels(part: string, made: string, gpu: boolean, context: InstallContext): Promise<void> {
  const { signal, progress, machine = process } = context
  const wheels = context.wheels ?? wheelsFor(machine, gpu)
  if (!wheels) {
    throw new ProblemError(gpu ? 'runtime-no-gpu-wheels' : 'runtime-no-wheels')
  }
  await checkSpace(part, wheels)
  const install = await findPackageInstaller(machine.arch, signal)
  for (const [index, wheel] of wheels.entries()) await unpackWheel(part, wheels, index, wheel, install, context)
  progress?.({ stage: 'compile', done: 0, total: 1, numbers: {} })
  const tensorflow = join(part, wheels[0].package, 'tensorflow')
  // Neither copied, since gigabytes need not be there twice, nor moved: where this is interrupted, the packages are
  // still whole.
  const libraries: [string, string][] = libraryNames.map((name) => [join(tensorflow, name), join(made, 'lib', name)])
  for (const wheel of wheels.slice(1))
    libraries.push(...(await nvidiaLibraries(join(part, wheel.package, 'nvidia'), join(made, 'lib'))))
  for (const [from, to] of libraries) await link(from, to)
  await buildAddon({ include: join(tensorflow, 'include'), output: made, signal })
  await sealRuntime(made, { version: wheels[0].version, gpu, from: 'packages', libraryFolders: gpu ? ['lib'] : [] })
}

async function unpackWheel(
  part: string,
  wheels: readonly Wheel[],
  index: number,
  wheel: Wheel,
  install: PackageInstaller,
  context: InstallContext,
): Promise<void> {
  const target = join(part, wheel.package)
  const mark = `${target}.unpacked`
  if ((await readFile(mark, 'utf8').catch(() => '')) === wheel.sha256) return
  const scratch = join(part, 'scratch')
  for (const folder of [target, scratch]) await rm(folder, { recursive: true, force: true })
  await mkdir(scratch, { recursive: true, mode: 0o700 })
  const total = wheels.reduce((sum, { bytes }) => sum + bytes, 0)
  const before = wheels.slice(0, index).reduce((sum, { bytes }) => sum + bytes, 0)
  let farthest = 0
  const tell = (share: number): void => {
    // What is counted may be told late.
    farthest = Math.max(farthest, share)
    context.progress?.({ stage: 'download', done: Math.round(before + farthest * wheel.bytes), total, numbers: {} })
  }
  tell(0)
  // pip tells its progress to terminals only; how much lies in its folder for temporary files says the same.
  const timer = setInterval(
    () => void folderBytes(scratch).then((bytes) => tell(Math.min(1, bytes / wheel.bytes))),
    500,
  )
  try {
    await install(wheel, target, scratch, context.signal)
  } finally {
    clearInterval(timer)
    await rm(scratch, { recursive: true, force: true })
  }
  await writeFile(mark, wheel.sha256, { mode: 0o600 })
  tell(1)
}

/** Every library of an NVIDIA package, and where in the one folder of libraries it goes. */
async function nvidiaLibraries(folder: string, lib: string): Promise<[string, string][]> {
  const files = await readdir(folder, { recursive: true })
  return files
    .filter((file) => /\.so(\.\d+)*$/.test(file))
    .map((file) => [join(folder, file), join(lib, basename(file))])
}

async function putInPlace(runtimes: string, made: string): Promise<void> {
  const place = join(runtimes, runtimeName)
  const before = `${place}.before`
  await rm(before, { recursive: true, force: true })
  await rename(place, before).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') throw thrown
  })
  await rename(made, place)
  await rm(before, { recursive: true, force: true })
}

async function checkSpace(folder: string, wheels: readonly Wheel[]): Promise<void> {
  const needed = wheels.reduce((sum, { bytes }) => sum + bytes, 0) * unpackedFactor - (await folderBytes(folder))
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize >= needed) return
  throw new ProblemError('installation-space-short', {
    neededGigabytes: needed / 1e9,
    freeGigabytes: (bavail * bsize) / 1e9,
  })
}
