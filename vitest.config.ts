import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { licencesPlugin } from './scripts/licences.ts'
import { SlowFirst } from './test/support/slowFirst.ts'

/**
 * V8 of Node 18 to 24 ends a process now and then where the processor has protection keys (PKU): its list of pages with
 * compiled code misses one. See https://github.com/nodejs/node/issues/64500.
 */
const steadyCode = process.platform === 'linux' && process.arch === 'x64' ? ['--no-memory-protection-keys'] : []

/** Vitest would leave one core free, which of two is half of the machine. */
const workers = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporaryFiles.ts',
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        plugins: [vue(), licencesPlugin(import.meta.dirname)],
        test: {
          name: 'unit',
          execArgv: [...steadyCode],
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/packed/**'],
          maxWorkers: workers,
          // So long that only what hangs comes to it, however much else the machine does.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Drives the packed program: `npm run smoke -- FOLDER`.
        test: {
          name: 'packed',
          include: ['test/packed/**/*.test.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        // Drives the built page in a real Chromium: `npm run build` first.
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          // Two browsers that draw without a graphics card take all of two cores from the host that they wait for.
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
})
