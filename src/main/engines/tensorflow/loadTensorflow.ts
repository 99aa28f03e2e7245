import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as tfjs from '@tensorflow/tfjs-node-gpu'
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js'
import { ProblemError } from '#shared/problem.ts'
import { tfjsNodeFolder, findAddon, runtimesVariable } from '#main/runtimes/index.ts'
import { putBackIsNullOrUndefined } from './utilPolyfill.ts'

export type Tf = typeof tfjs
export type Tensor = tfjs.Tensor
export type { NodeJSKernelBackend }
export type Tensorflow = {
  tf: Tf
  backend: NodeJSKernelBackend
  /** Of TensorFlow itself. */
  version: string
  /** Asked of TensorFlow: whether it computes on a GPU. */
  onGpu: boolean
}

const backendName = 'tensorflow'
let loaded: Tensorflow | undefined

/**
 * TensorFlow through tfjs, loaded once in a process, which must be the one that computes. tfjs-node's own index looks
 * for its addon inside its package only; so its backend and its kernels are loaded without that index, over the addon
 * of the installed runtime. Throws `engine-unavailable` where none is installed or it does not load.
 */
export function loadTensorflow(): Tensorflow {
  loaded ??= load(findAddon(process.env[runtimesVariable]))
  return loaded
}

function load(addon: string | undefined): Tensorflow {
  if (addon === undefined) throw new ProblemError('tensorflow-missing')
  const requireModule = createRequire(join(tfjsNodeFolder, 'package.json'))
  try {
    putBackIsNullOrUndefined()
    const binding = requireModule(addon)
    const tf = requireModule('@tensorflow/tfjs') as Tf
    // Without it tfjs greets on standard output.
    tf.env().set('PROD', true)
    requireModule('./dist/register_all_kernels.js')
    const { NodeJSKernelBackend } = requireModule('./dist/nodejs_kernel_backend.js')
    const backend = new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu') as NodeJSKernelBackend
    tf.registerBackend(backendName, () => backend)
    void tf.setBackend(backendName)
    if (tf.getBackend() !== backendName) throw new Error('tfjs did not take the backend.')
    return { tf, backend, version: binding.TF_Version as string, onGpu: backend.isUsingGpuDevice }
  } catch (cause) {
    throw new ProblemError('tensorflow-not-loading', { cause })
  }
}
