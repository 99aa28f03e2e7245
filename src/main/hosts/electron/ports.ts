import type { Router } from '@orpc/server'
import { StandardRPCHandler, type StandardHandler } from '@orpc/server/standard'
import {
  decodeRequestMessage,
  deserializeRequestMessage,
  encodeResponseMessage,
  serializeResponseMessage,
} from '@orpc/standard-server-peer'
import { servePeer } from '#main/hosts/servePeer.ts'
import { portReply, portRequest } from '#shared/bridge.ts'
import { holdsArrays } from '#shared/packedMessage.ts'
import type { ElectronCalls } from './electronCalls.ts'
import { pageUrl } from './pageProtocol.ts'

/** Gives each page that asks through the preload a port of its own to the application, and no other document any. */
export function handOutPorts(
  { ipcMain, MessageChannelMain }: ElectronCalls,
  application: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- oRPC's own type for any router
    router: Router<any, Record<never, never>>
    connection?(state: 'opened' | 'closed'): void
  },
): void {
  const handler = new StandardRPCHandler(application.router)
  ipcMain.on(portRequest, (event) => {
    try {
      const { senderFrame } = event
      if (!senderFrame || senderFrame.parent !== null || !senderFrame.url.startsWith(pageUrl)) return
      const { port1, port2 } = new MessageChannelMain()
      servePort(handler, port1)
      application.connection?.('opened')
      port1.on('close', () => application.connection?.('closed'))
      senderFrame.postMessage(portReply, null, [port2])
    } catch {
      // The page went away meanwhile: Electron throws at whatever is then asked of its frame.
    }
  })
}

/** A port carries typed arrays as they are. What is no message ends the port. */
function servePort(handler: StandardHandler<Record<never, never>>, port: Electron.MessagePortMain): void {
  const peer = servePeer<unknown>(handler, {
    decode: (message) =>
      typeof message === 'object' &&
      message !== null &&
      !ArrayBuffer.isView(message) &&
      !(message instanceof ArrayBuffer)
        ? deserializeRequestMessage(message as Parameters<typeof deserializeRequestMessage>[0])
        : decodeRequestMessage(message as Parameters<typeof decodeRequestMessage>[0]),
    send: async ([id, type, payload]) =>
      port.postMessage(
        holdsArrays(payload)
          ? serializeResponseMessage(id, type, payload)
          : await encodeResponseMessage(id, type, payload),
      ),
    end: () => port.close(),
  })
  port.on('message', ({ data }) => void peer.hear(data))
  port.on('close', () => peer.closed())
  port.start()
}
