import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import type { StandardHandler } from '@orpc/server/standard'
import {
  experimental_ServerPeerWithoutCodec as Peer,
  type DecodedRequestMessage,
  type DecodedResponseMessage,
} from '@orpc/standard-server-peer'

/** One way to a page. What `decode` throws on is no message, and ends this way. */
export type PeerWay<Message> = {
  decode(message: Message): DecodedRequestMessage | Promise<DecodedRequestMessage>
  send(response: DecodedResponseMessage): Promise<void>
  end(): void
}

/**
 * Answers the calls that come over one way, as oRPC's own handlers do, but that nothing that comes, and nothing that
 * goes wrong meanwhile, ends more than that way.
 */
export function servePeer<Message>(
  handler: StandardHandler<Record<never, never>>,
  { decode, send, end }: PeerWay<Message>,
): { hear(message: Message): Promise<void>; closed(): void } {
  const peer = new Peer(send)
  const answer = createServerPeerHandleRequestFn(handler, { context: {} })
  return {
    hear: async (message) => {
      try {
        const [id, ...rest] = await decode(message)
        // The library takes a call without an id for one to all, whose end ends every call of this way unanswered.
        if (typeof id !== 'string' || id === '') throw new TypeError('A message without an id.')
        await peer.message([id, ...rest] as DecodedRequestMessage, answer)
      } catch {
        end()
      }
    },
    closed: () => peer.close(),
  }
}
