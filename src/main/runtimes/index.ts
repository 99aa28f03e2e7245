/** What an engine needs beside its package: TensorFlow, installed and found. */
export { tfjsNodeFolder } from './buildAddon.ts'
export { findAddon, runtimeEnvironment, runtimeIdentity, runtimesVariable } from './findRuntime.ts'
export { installRuntime } from './install.ts'
export { listRuntimes, removeRuntime } from './runtimeFolder.ts'
