/** Owns the compute process: starts it, limits its calls, and survives its death. */
export { childOptions } from './childOptions.ts'
export { forkCompute } from './fork.ts'
export { ComputeSupervisor } from './supervisor.ts'
