import type { SafeStorage } from 'electron'
import type { Vault } from '#main/pacs/index.ts'

/**
 * The system's key store as Electron reaches it: Keychain, DPAPI, or Secret Service and KWallet. Undefined where there is
 * none; on Linux Electron then has a password of its own that everybody knows ('basic_text'). Only after the app is ready.
 */
export function keyStore(
  storage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
    Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>,
  platform: NodeJS.Platform = process.platform,
): Vault | undefined {
  if (!storage.isEncryptionAvailable()) return undefined
  if (platform === 'linux' && storage.getSelectedStorageBackend?.() === 'basic_text') return undefined
  return {
    seal: (secret) => storage.encryptString(secret).toString('base64'),
    open: (sealed) => storage.decryptString(Buffer.from(sealed, 'base64')),
  }
}
