import { parentPort } from 'node:worker_threads'
import { fromOrt, openSession, toOrt } from './session.ts'
import type { SessionAnswer, SessionAsk } from './threadedSession.ts'

/** What a thread beside the calling one runs: it opens one session, and runs it when it is asked to, until it is closed. */
const port = parentPort!
let session: Awaited<ReturnType<typeof openSession>> | undefined

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
  const feeds = Object.fromEntries(Object.entries(ask.inputs).map(([name, tensor]) => [name, toOrt(tensor)]))
  const results = await session!.run(feeds)
  return { outputs: Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(tensor)])) }
}

port.on('message', (ask: SessionAsk) => {
  void answer(ask)
    // The error itself may not be cloneable; what it says is in the engine's words and helps nobody.
    .catch((): SessionAnswer => ({ failed: true }))
    .then((given) => {
      port.postMessage(given)
      if (ask.kind === 'close') port.close()
    })
})
