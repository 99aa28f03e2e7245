import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import type { StandardHandler } from '@orpc/server/standard'
import {
  decodeRequestMessage,
  encodeResponseMessage,
  experimental_ServerPeerWithoutCodec as Peer,
  serializeResponseMessage,
} from '@orpc/standard-server-peer'
import type { WebSocket } from 'ws'
import { holdsArrays, pack } from '#shared/packedMessage.ts'

/**
 * Answers the calls that come over one socket until it closes: as oRPC's own handler does, but that answers with typed
 * arrays are packed, where oRPC would have them as form data. What is no message ends the socket.
 */
export function serveSocket(handler: StandardHandler<Record<never, never>>, socket: WebSocket): void {
  const peer = new Peer(async ([id, type, payload]) => {
    const packed = holdsArrays(payload)
    socket.send(
      packed ? pack(serializeResponseMessage(id, type, payload)) : await encodeResponseMessage(id, type, payload),
    )
  })
  const answer = createServerPeerHandleRequestFn(handler, { context: {} })
  socket.addEventListener('message', async ({ data }) => {
    try {
      await peer.message(await decodeRequestMessage(data as string | Buffer<ArrayBuffer>), answer)
    } catch {
      socket.terminate()
    }
  })
  socket.addEventListener('close', () => peer.close())
}
