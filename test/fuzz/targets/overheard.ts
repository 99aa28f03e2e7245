import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

export async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

/** What two sides said to each other while somebody spoke to this port instead of that of a server. */
export async function overheard(
  port: number,
  speak: (port: number) => Promise<unknown>,
): Promise<{ asked: Buffer; answered: Buffer }> {
  const asked: Buffer[] = []
  const answered: Buffer[] = []
  const ear = createServer((socket: Socket) => {
    const behind = connect(port, '127.0.0.1')
    socket.on('data', (data: Buffer) => void asked.push(data)).pipe(behind)
    behind.on('data', (data: Buffer) => void answered.push(data)).pipe(socket)
  })
  await speak(await listening(ear))
  ear.close()
  return { asked: Buffer.concat(asked), answered: Buffer.concat(answered) }
}
