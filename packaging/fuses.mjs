// Switches in Electron's own binary, set when it is packed and read back from what was packed.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** Every fuse that there is, so that a new one of another Electron is noticed. */
export const fuses = {
  // The binary is no Node for whoever sets a variable, takes no options of Node, and opens no debugger.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Nothing but the archive that was packed is run, and on Windows and macOS only as it was packed.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page has a scheme of its own; files are none of its business.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

/** The packed program in a folder as electron-builder leaves it: win-unpacked, linux-unpacked, mac. */
export function packedBinary(folder, platform = process.platform) {
  if (platform === 'win32') return join(folder, 'FractureGuard.exe')
  if (platform !== 'darwin') return join(folder, 'fractureguard')
  const app = readdirSync(folder).find((name) => name.endsWith('.app'))
  if (!app) throw new Error(`There is no program in ${folder}.`)
  return join(folder, app, 'Contents', 'MacOS', 'FractureGuard')
}

/** Sets all fuses of a binary; `changes` are for a copy that a test drives. */
export async function setFuses(binary, changes = {}) {
  await flipFuses(binary, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
    ...fuses,
    ...changes,
  })
}

/** Reads the fuses back from a binary. Throws with the names of those that are not as they must be. */
export async function checkFuses(binary) {
  const wire = await getCurrentFuseWire(binary)
  const wrong = Object.entries(fuses).filter(
    ([fuse, wanted]) => wire[fuse] !== (wanted ? FuseState.ENABLE : FuseState.DISABLE),
  )
  const unknown = Object.keys(wire).filter((key) => /^\d+$/.test(key) && !(key in fuses))
  const names = [...wrong.map(([fuse]) => FuseV1Options[fuse]), ...unknown.map((fuse) => `fuse ${fuse}`)]
  if (names.length > 0) throw new Error(`${binary} has fuses that are not as they must be: ${names.join(', ')}`)
}
