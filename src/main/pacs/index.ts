/** PACS that somebody configured: DICOM nodes and DICOMweb servers, to ask, to fetch from and to send to. */
import type { Connection } from './connection.ts'
import type { Peer } from './peer.ts'
import { dicomWeb } from './web/dicomWeb.ts'

export type { Connection } from './connection.ts'
export { Connections } from './connections.ts'
export { fetchStudy } from './fetchStudy.ts'
export { objectFile } from './objectFile.ts'
export { queryKeys, type FoundStudy, type ObjectFile, type Peer, type SentObject, type StudyQuery } from './peer.ts'

/** Nothing is connected before something is asked. The library of DIMSE is large, and is loaded where it is wanted. */
export async function peerOf(connection: Connection): Promise<Peer> {
  if (connection.kind === 'dicomweb') return dicomWeb(connection)
  const { dicomNode } = await import('./dimse/dicomNode.ts')
  return dicomNode(connection)
}
