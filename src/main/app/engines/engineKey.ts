import { createRequire } from 'node:module'
import { runtimeIdentity } from '#main/runtimes/index.ts'
import { programVersion } from '../home/packageRoot.ts'

const { version: onnxruntimeVersion } = createRequire(import.meta.url)('onnxruntime-node/package.json') as {
  version: string
}

/**
 * What was found of engines holds as long as this is the same: versions of the program and of its libraries, the
 * machine's kind, the runtime.
 */
export function engineKey(runtimes: string): string {
  return [programVersion, onnxruntimeVersion, `${process.platform}-${process.arch}`, runtimeIdentity(runtimes)].join(
    ' ',
  )
}
