import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import { licencesPlugin } from './scripts/licences.ts'

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          electron: source('main/hosts/electron/electron.ts'),
          compute: source('main/worker/process.ts'),
          decodeWorker: source('main/worker/decodeWorker.ts'),
          batchWorker: source('main/training/films/batchWorker.ts'),
          sessionThread: source('main/engines/onnx/sessionThread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: source('preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [vue(), licencesPlugin(import.meta.dirname)],
    build: { rollupOptions: { input: source('renderer/index.html') } },
  },
})
