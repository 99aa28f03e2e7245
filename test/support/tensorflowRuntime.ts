import { findAddon, runtimesVariable } from '#main/runtimes/findRuntime.ts'

/** Whether TensorFlow is on this machine: test/provideTensorflow.ts looks for it, and CI installs it. */
export const hasTensorflow = findAddon(process.env[runtimesVariable]) !== undefined
