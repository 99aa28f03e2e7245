import { availableParallelism } from 'node:os'
import { DecodePool } from './decodePool.ts'
import { inProcessService, type NewPool } from './inProcess.ts'
import { parentChannel } from './parentChannel.ts'
import { atMost, endAtOnce, onStrayErrors, serveCompute } from '#main/compute/index.ts'

/** Longest that tidying up may take once the parent wants the process to end or is gone, milliseconds. */
const tidyLimit = 1500

/** How long the parent may take to be told of an error, milliseconds. */
const tellLimit = 200

/**
 * How long somebody may look at one film before the next is opened, milliseconds: starting a thread takes several times
 * as long as decoding a film.
 */
const lookingTime = 600_000

// Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined)

const channel = parentChannel()
serveCompute(channel, (host) => {
  const newPool: NewPool = (threads) =>
    new DecodePool({
      ...(threads === 'all' ? { threads: availableParallelism() } : {}),
      ...(threads === 'lasting' ? { idleTimeout: lookingTime } : {}),
      onUnexpected: (method, trace) => host.unexpected(method, trace),
    })
  const service = inProcessService(newPool, host)
  onStrayErrors(({ kind, trace }) => {
    host.unexpected('process', trace)
    // Native code may be anywhere: the parent starts another process, and says so of what was under way in this one.
    if (kind === 'exception') void atMost(tellLimit, new Promise(() => undefined)).finally(() => endAtOnce(1))
  })
  channel.onClosed(() => {
    // A thread that a drive holds up would hold up an exit too.
    setTimeout(() => endAtOnce(1), tidyLimit)
    void service.dispose().finally(() => process.exit(0))
  })
  return service
})
