import { connect } from 'node:net'

/** What a server makes of these very bytes. Rejects where it answers with a fault of its own, or not any more. */
export async function answerTo(origin: string, bytes: Uint8Array, path: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (data: Buffer) => (answer += data.toString('latin1')))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.end(bytes)
  await closed
  const status = /^HTTP\/1\.1 (\d)/.exec(answer)?.[1]
  if (status === '5') throw new Error(`A fault inside: ${answer.slice(0, 300)}`)
  const alive = await fetch(`${origin}${path}`)
  await alive.arrayBuffer()
  if (alive.status !== 200) throw new Error('The program does not answer any more.')
  return status === undefined ? 'closed' : `answered ${status}xx`
}
