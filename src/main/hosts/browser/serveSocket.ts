import type { StandardHandler } from '@orpc/server/standard'
import { decodeRequestMessage, encodeResponseMessage, serializeResponseMessage } from '@orpc/standard-server-peer'
import type { WebSocket } from 'ws'
import { servePeer } from '#main/hosts/servePeer.ts'
import { holdsArrays, pack } from '#shared/packedMessage.ts'

/**
 * Answers the calls that come over one socket until it closes; answers with typed arrays are packed, where oRPC would
 * have them as form data. What is no message ends the socket.
 */
export function serveSocket(handler: StandardHandler<Record<never, never>>, socket: WebSocket): void {
  const peer = servePeer<string | Buffer<ArrayBuffer>>(handler, {
    decode: decodeRequestMessage,
    send: async ([id, type, payload]) => {
      const packed = holdsArrays(payload)
      socket.send(
        packed ? pack(serializeResponseMessage(id, type, payload)) : await encodeResponseMessage(id, type, payload),
      )
    },
    end: () => socket.terminate(),
  })
  socket.addEventListener('message', ({ data }) => void peer.hear(data as string | Buffer<ArrayBuffer>))
  socket.addEventListener('close', () => peer.closed())
}
