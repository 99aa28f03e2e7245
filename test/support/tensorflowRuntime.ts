import { findAddon, runtimesVariable } from '#main/runtimes/findRuntime.ts'

/** Whether TensorFlow is on this machine: `npm test` looks for it, and in CI installs it (scripts/testRuntime.ts). */
export const hasTensorflow = findAddon(process.env[runtimesVariable]) !== undefined
