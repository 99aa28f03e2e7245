import { RPCLink } from '@orpc/client/websocket'
import type { Transport } from './transport.ts'

/** The browser host's way: one WebSocket to the server that delivered the page. Its cookie says who we are. */
export function openWebSocketTransport(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/rpc`)
    const closed = new Promise<void>((settle) => {
      socket.addEventListener('close', () => settle(), { once: true })
    })
    socket.addEventListener(
      'open',
      () => resolve({ link: new RPCLink({ websocket: socket }), closed, close: () => socket.close() }),
      {
        once: true,
      },
    )
    void closed.then(() => reject(new Error('The WebSocket closed before it was open.')))
  })
}
