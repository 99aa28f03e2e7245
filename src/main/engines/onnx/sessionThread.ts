import { parentPort } from 'node:worker_threads'
import { hostTensor, type HostTensor } from '#main/network/tensor.ts'
import { fromOrt, openSession, toOrt } from './session.ts'
import type { SessionAnswer, SessionAsk, SharedInput } from './threadedSession.ts'

/**
 * What a thread beside the calling one runs: it opens one session, and runs it when it is asked to, until it is closed.
 */
const port = parentPort!
let session: Awaited<ReturnType<typeof openSession>> | undefined

/** onnxruntime takes no shared memory; its copy is kept for the next run. */
const copies = new Map<string, Float32Array>()
function ownCopy(name: string, { dims, shared }: SharedInput): HostTensor {
  const length = dims.reduce((product, dim) => product * dim, 1)
  const known = copies.get(name)
  const copy = known && known.length >= length ? known : new Float32Array(length)
  copies.set(name, copy)
  const data = copy.subarray(0, length)
  data.set(new Float32Array(shared, 0, length))
  return hostTensor(dims, data)
}

async function answer(ask: SessionAsk): Promise<SessionAnswer> {
  if (ask.kind === 'open') {
    session = await openSession(ask.bytes, ask.provider, ask.threads)
    // The session has its own copy; nothing else would make this thread collect as much as a whole network soon.
    ask.bytes.buffer.transfer(0)
    return { outputs: {} }
  }
  if (ask.kind === 'close') {
    await session?.release()
    return { outputs: {} }
  }
  const feeds = Object.fromEntries(
    Object.entries(ask.inputs).map(([name, input]) => [name, toOrt(ownCopy(name, input))]),
  )
  const results = await session!.run(feeds)
  return { outputs: Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(tensor)])) }
}

port.on('message', (ask: SessionAsk) => {
  void answer(ask)
    // The error itself may not be cloneable.
    .catch((thrown): SessionAnswer => ({ failed: thrown instanceof Error ? thrown.message : '' }))
    .then((given) => {
      port.postMessage(given)
      if (ask.kind === 'close') port.close()
    })
})
