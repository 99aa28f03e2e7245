import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, extname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'

/** Of cornerstone3D, with which OHIF's viewer shows films. */
export const cornerstoneVersion = '5.14.0'
const parts = ['core', 'dicom-image-loader', 'metadata'].map((name) => `@cornerstonejs/${name}@${cornerstoneVersion}`)
/**
 * What these need in a browser without saying so: the reader of DICOM, and what Node has built in (xmlbuilder2 issue 216).
 */
const others = ['dicom-parser@1.8.21', 'events@3.3.0', 'url@0.11.4']

const page = `<!doctype html>
<style>html, body, main { margin: 0; width: 100%; height: 100%; background: black }</style>
<main></main>
<script type="module" src="viewer.mjs"></script>
`
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.dcm': 'application/dicom',
}

/** A page that shows films with cornerstone3D in a viewport of so many pixels. */
export type Cornerstone = {
  /** Milliseconds from the request for a film until the frame after the one in which it was drawn, by the page's clock. */
  open(path: string): Promise<number>
  screenshot(path: string): Promise<void>
  close(): Promise<void>
}

/** Installs it into `place`, builds its page, and opens that in a browser. Needs npm's registry. */
export async function openCornerstone(
  browser: Browser,
  place: string,
  viewport: { width: number; height: number },
): Promise<Cornerstone> {
  const root = join(place, 'cornerstone')
  const outDir = join(root, 'built')
  await mkdir(root)
  await writeFile(join(root, 'package.json'), '{"private":true,"type":"module"}')
  await writeFile(join(root, 'index.html'), page)
  await copyFile(join(import.meta.dirname, 'viewer.mjs'), join(root, 'viewer.mjs'))
  const asked = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...parts, ...others]
  const installed = spawnSync('npm', asked, { cwd: root, encoding: 'utf8' })
  if (installed.status !== 0) throw new Error(installed.stderr)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { target: 'esnext', outDir },
  })

  const films = new Map<string, string>()
  const server = createServer((request, response) => {
    const name = new URL(request.url!, 'http://localhost').pathname
    const file = films.get(name) ?? join(outDir, name === '/' ? 'index.html' : name)
    readFile(file).then(
      (bytes) => {
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
        response.end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const context = await browser.newContext({ viewport })
  const tab = await context.newPage()
  await tab.goto(address)
  await tab.waitForFunction('globalThis.isReady')
  return {
    async open(path) {
      const name = `/films/${basename(path)}`
      films.set(name, path)
      return tab.evaluate<number>(`openFilm(${JSON.stringify(`${address}${name}`)})`)
    },
    screenshot: async (path) => void (await tab.screenshot({ path })),
    async close() {
      await context.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
