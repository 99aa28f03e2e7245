import type { Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { portReply, portRequest } from '#shared/bridge.ts'
import { holdsArrays } from '#shared/packedMessage.ts'
import type { ElectronCalls } from './electronCalls.ts'
import { pageUrl } from './pageProtocol.ts'

/** Gives each page that asks through the preload a port of its own to the application, and no other document any. */
export function handOutPorts(
  { ipcMain, MessageChannelMain }: ElectronCalls,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- oRPC's own type for any router
  router: Router<any, Record<never, never>>,
): void {
  // A port carries typed arrays as they are; only told to "transfer" something, if nothing, does oRPC leave them to it.
  const handler = new RPCHandler(router, {
    experimental_transfer: (message) => (holdsArrays(message[2]) ? [] : undefined),
  })
  ipcMain.on(portRequest, ({ senderFrame }) => {
    if (!senderFrame || senderFrame.parent !== null || !senderFrame.url.startsWith(pageUrl)) return
    const { port1, port2 } = new MessageChannelMain()
    handler.upgrade(port1)
    port1.start()
    senderFrame.postMessage(portReply, null, [port2])
  })
}
