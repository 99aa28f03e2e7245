/** PACS that somebody configured: DICOM nodes and DICOMweb servers, to ask, to fetch from and to send to. */
import type { Connection } from './connection.ts'
import type { StorageOptions, StorageServer } from './dimse/storageServer.ts'
import type { Peer } from './peer.ts'
import { dicomWeb } from './web/dicomWeb.ts'

export { requireAeTitle, shown, type Connection } from './connection.ts'
export { Connections, type Vault } from './connections.ts'
export { fetchStudy } from './fetchStudy.ts'
export { objectFile } from './objects/objectFile.ts'
export { type Compared, type FoundStudy, type ObjectFile, type Peer, type SentObject, type StudyQuery } from './peer.ts'

export { filmClasses } from './dimse/classes.ts'
export { storeStatus, type ReceivedObject, type StoreStatus } from './dimse/storeStatus.ts'
export type { StorageServer } from './dimse/storageServer.ts'

/** Nothing is connected before something is asked. The library of DIMSE is large, and is loaded where it is wanted. */
export async function peerOf(connection: Connection): Promise<Peer> {
  if (connection.kind === 'dicomweb') return dicomWeb(connection)
  const { dicomNode } = await import('./dimse/dicomNode.ts')
  return dicomNode(connection)
}

/** See `storageServer` in `dimse`. */
export async function listen(options: StorageOptions): Promise<StorageServer> {
  const { storageServer } = await import('./dimse/storageServer.ts')
  return storageServer(options)
}
