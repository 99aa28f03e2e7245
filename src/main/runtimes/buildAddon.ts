import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ProblemError } from '#shared/problem.ts'
import { runCommand } from './runCommand.ts'

// Not `require`: the bundler puts a declaration of that name into every module.
const requireModule = createRequire(import.meta.url)
/** Folder of tfjs-node, whichever of its addons is there. */
export const tfjsNodeFolder = dirname(requireModule.resolve('@tensorflow/tfjs-node-gpu/package.json'))

/** What tfjs-node calls its addon. */
export const addonName = 'tfjs_binding.node'
export const libraryNames = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const

const compilers = ['g++', 'c++', 'clang++']

async function findCompiler(signal?: AbortSignal): Promise<string> {
  for (const compiler of process.env.CXX ? [process.env.CXX, ...compilers] : compilers) {
    if ((await runCommand([compiler, '--version'], { signal }))?.ok) return compiler
  }
  throw new ProblemError('compiler-missing')
}

/**
 * Compiles tfjs-node's addon against a TensorFlow: `include` has its headers, `lib` its two libraries, `output` is the
 * folder that has `lib` in it. Rejects with `tool-missing` or `engine-unavailable`.
 */
export async function buildAddon({
  include,
  output,
  signal,
}: {
  include: string
  output: string
  signal?: AbortSignal | undefined
}): Promise<void> {
  const compiler = await findCompiler(signal)
  const { include_dir: nodeHeaders } = requireModule('node-api-headers') as { include_dir: string }
  const binding = join(tfjsNodeFolder, 'binding')
  const end = await runCommand(
    [
      compiler,
      '-shared',
      '-fPIC',
      '-O2',
      '-std=c++17',
      '-w',
      '-DNAPI_VERSION=8',
      '-I',
      nodeHeaders,
      '-I',
      tfjsNodeFolder,
      '-I',
      include,
      join(binding, 'tfjs_backend.cc'),
      join(binding, 'tfjs_binding.cc'),
      '-o',
      join(output, addonName),
      ...libraryNames.map((name) => join(output, 'lib', name)),
      '-Wl,-rpath,$ORIGIN/lib',
    ],
    { signal },
  )
  if (end?.ok) return
  const cause = new Error(end?.output.slice(-2000))
  if (/No space left on device/.test(end?.output ?? '')) {
    throw new ProblemError('installation-disk-full', { cause })
  }
  throw new ProblemError('addon-not-built', { cause })
}
