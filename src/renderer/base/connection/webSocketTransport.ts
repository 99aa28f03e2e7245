import { RPCLink } from '@orpc/client/message-port'
import type { SupportedMessagePort } from '@orpc/client/message-port'
import { socketProtocol } from '#shared/browserKey.ts'
import { isPacked, unpack } from '#shared/packedMessage.ts'
import { heldKey } from './browserKey.ts'
import { ConnectionLostError } from './connection.ts'
import type { Transport } from './transport.ts'

/** The browser host's way: one WebSocket to the server that delivered the page. A key says who we are. */
export function openWebSocketTransport(): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/rpc`, [socketProtocol, heldKey() ?? ''].filter(Boolean))
    // A Blob would go through the browser's own process and back.
    socket.binaryType = 'arraybuffer'
    const closed = new Promise<void>((settle) => {
      socket.addEventListener('close', () => settle(), { once: true })
    })
    socket.addEventListener(
      'open',
      () => resolve({ link: new RPCLink({ port: asPort(socket) }), closed, close: () => socket.close() }),
      {
        once: true,
      },
    )
    void closed.then(() => reject(new Error('The WebSocket closed before it was open.')))
  })
}

/**
 * A socket as a port on which packed messages arrive as what was packed: samples of a film then lie where they were
 * received.
 */
function asPort(socket: WebSocket): SupportedMessagePort {
  return {
    on(event, listener) {
      if (event === 'close') socket.addEventListener('close', () => listener())
      else
        socket.addEventListener('message', ({ data }) =>
          listener({ data: data instanceof ArrayBuffer && isPacked(data) ? unpack(data) : data }),
        )
    },
    postMessage(data: string | ArrayBuffer) {
      if (socket.readyState !== WebSocket.OPEN) throw new ConnectionLostError()
      socket.send(data)
    },
  }
}
