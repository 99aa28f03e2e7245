import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listen, objectFile, peerOf, storeStatus, type Connection, type SentObject } from '#main/pacs/index.ts'
import { newFolder } from './folder.ts'

export type FakeArchive = { port: number; aeTitle: string; classes: string[]; close(): Promise<void> }

/** A node at a free port of this machine that takes whatever it is sent, and remembers its SOP classes. */
export async function startArchive(): Promise<FakeArchive> {
  const classes: string[] = []
  const aeTitle = 'ARCHIVE'
  const server = await listen({
    ...{ host: '127.0.0.1', port: 0, aeTitle, allowed: ['FRACTUREGUARD'], folder: await newFolder() },
    room: () => 1e9,
    onObject: async ({ sopClassUid }) => {
      classes.push(sopClassUid)
      return storeStatus.success
    },
    onRefused: () => undefined,
  })
  return { port: server.port, aeTitle, classes, close: () => server.close() }
}

/** Sends files as a modality of some AE title does. */
export async function sendAs(
  callingAeTitle: string,
  { port, aeTitle }: { port: number; aeTitle: string },
  films: readonly Uint8Array[],
  encrypted: Pick<Extract<Connection, { kind: 'dicom' }>, 'tls'> = {},
): Promise<SentObject[]> {
  const folder = await newFolder()
  const paths = films.map((_, i) => join(folder, `${i}.dcm`))
  for (const [i, bytes] of films.entries()) await writeFile(paths[i]!, bytes)
  const connection: Connection = {
    name: 'to',
    kind: 'dicom',
    aeTitle,
    host: '127.0.0.1',
    port,
    callingAeTitle,
    ...encrypted,
  }
  const sent: SentObject[] = []
  const objects = await Promise.all(paths.map((path) => objectFile(path)))
  await (await peerOf(connection)).send(objects, (one) => sent.push(one), new AbortController().signal)
  return sent
}
