/**
 * How the compute process is started, so that a scan of any length takes as much memory at its end as at its beginning.
 * The C library (glibc) would give each of its many threads an arena that keeps the largest amount which the thread
 * ever had; two arenas serve them all, and what is free at their ends goes back to the system. The part of the heap in
 * which young objects lie would grow with every film. Telemetry of libraries is off from the first moment, whoever
 * loads them (see engines/onnx/onnxruntime.ts).
 */
export function childOptions(environment: Readonly<Record<string, string>> = {}): {
  execArgv: string[]
  env: NodeJS.ProcessEnv
} {
  return {
    execArgv: ['--max-semi-space-size=4'],
    env: {
      MALLOC_ARENA_MAX: '2',
      MALLOC_TRIM_THRESHOLD_: String(8 * 2 ** 20),
      ...process.env,
      ...environment,
      ORT_DISABLE_TELEMETRY: '1',
    },
  }
}
