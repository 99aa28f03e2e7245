import { keyParameter } from '#shared/browserKey.ts'

/** Of this window, and of pages from this very host and port alone. */
const storageName = 'fractureguard-key'
const inAddress = new RegExp(`^#${keyParameter}=([\\w-]+)$`)

/** Takes the key out of the address, where it would be seen, and keeps it while this window is open. */
export function takeKey(): boolean {
  const key = inAddress.exec(location.hash)?.[1]
  if (key === undefined) return false
  sessionStorage.setItem(storageName, key)
  history.replaceState(history.state, '', location.pathname)
  return true
}

export const heldKey = (): string | undefined => sessionStorage.getItem(storageName) ?? undefined
