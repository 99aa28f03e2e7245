import type { Channel } from './channel.ts'
import { DecodePool } from './decodePool.ts'
import { inProcessService } from './inProcess.ts'
import { parentChannel } from './parentChannel.ts'
import { serveCompute } from './rpc.ts'

/** Longest that tidying up may take once the parent wants the process to end or is gone. */
const tidyLimit = 1500

function main(channel: Channel & { onClosed(listener: () => void): void }): void {
  const pool = new DecodePool()
  let dispose = async (): Promise<void> => undefined
  serveCompute(channel, (host) => {
    const service = inProcessService(pool, host)
    dispose = service.dispose
    return service
  })
  channel.onClosed(() => {
    setTimeout(() => process.exit(1), tidyLimit)
    void Promise.allSettled([dispose(), pool.close()]).then(() => process.exit(0))
  })
}

// Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined)
main(parentChannel())
