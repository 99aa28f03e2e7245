/** Status of C-STORE, PS3.4 B.2.3. */
export const storeStatus = {
  success: 0x0000,
  failed: 0x0110,
  classNotSupported: 0x0122,
  outOfResources: 0xa700,
  otherThanSaid: 0xa900,
  notUnderstood: 0xc000,
} as const
export type StoreStatus = (typeof storeStatus)[keyof typeof storeStatus]

/** An object in a file of its own, which whoever is told of it takes away. */
export type ReceivedObject = { path: string; sopClassUid: string; sopInstanceUid: string; sha256: string; from: string }
