import { availableParallelism } from 'node:os'
import { DecodePool } from './decodePool.ts'
import { inProcessService } from './inProcess.ts'
import { parentChannel } from './parentChannel.ts'
import { serveCompute } from './rpc.ts'

/** Longest that tidying up may take once the parent wants the process to end or is gone, milliseconds. */
const tidyLimit = 1500

// Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined)

const channel = parentChannel()
serveCompute(channel, (host) => {
  const newPool = (threads: 'some' | 'all'): DecodePool => new DecodePool({
    ...(threads === 'all' ? { threads: availableParallelism() } : {}),
    onUnexpected: (method, trace) => host.unexpected(method, trace),
  })
  const service = inProcessService(newPool, host)
  channel.onClosed(() => {
    setTimeout(() => process.exit(1), tidyLimit)
    void service.dispose().finally(() => process.exit(0))
  })
  return service
})
