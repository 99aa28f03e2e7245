// @vitest-environment happy-dom
import { createORPCClient } from '@orpc/client'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { portReply, portRequest } from '#shared/bridge.ts'
import { contract } from '#shared/contract/index.ts'
import type { Client } from '#renderer/base/connection/connection.ts'
import { toFailure } from '#renderer/base/connection/failure.ts'
import { openMessagePortTransport } from '#renderer/base/connection/messagePortTransport.ts'

const os = implement(contract)
const files = os.studies.open.handler(async function* ({ input, errors }) {
  for (const path of input.paths) {
    if (path === 'missing') throw errors.PROBLEM({ data: { code: 'not-found', message: 'There is no such file.' } })
    yield {
      type: 'problem' as const,
      name: path,
      problem: { code: 'not-an-image' as const, message: 'This is no image.' },
    }
  }
})

/** Does what the preload does: answers a request for a port with one whose other end serves the router. */
function playPreload() {
  const answer = (event: MessageEvent) => {
    if (event.data !== portRequest) return
    const { port1, port2 } = new MessageChannel()
    new RPCHandler(os.router({ studies: { open: files } } as never)).upgrade(port1)
    port1.start()
    const reply = new MessageEvent('message', { data: portReply, source: window as never })
    Object.defineProperty(reply, 'ports', { value: [port2] })
    window.dispatchEvent(reply)
    cleanUp = () => port1.close()
  }
  let cleanUp = () => {}
  window.addEventListener('message', answer)
  return () => {
    window.removeEventListener('message', answer)
    cleanUp()
  }
}

describe('openMessagePortTransport', () => {
  let stop = () => {}
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('takes the port that the preload hands over and speaks the contract through it', async () => {
    stop = playPreload()
    const transport = await openMessagePortTransport()
    const client = createORPCClient<Client>(transport.link)
    const names: string[] = []
    const failure = await (async () => {
      for await (const opened of await client.studies.open({ paths: ['a', 'b', 'missing'] })) {
        if (opened.type === 'problem') names.push(opened.name)
      }
    })().catch(toFailure)
    expect(names).toEqual(['a', 'b'])
    expect(failure).toEqual({ kind: 'problem', problem: { code: 'not-found', message: 'There is no such file.' } })
    transport.close()
    await transport.closed
  })

  it('gives up when no port comes', async () => {
    vi.useFakeTimers()
    const opening = expect(openMessagePortTransport()).rejects.toThrow('did not hand over a port')
    await vi.advanceTimersByTimeAsync(10_000)
    await opening
  })
})
