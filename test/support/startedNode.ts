import { setTimeout as sleep } from 'node:timers/promises'
import { startCli, type CliRun } from './runCli.ts'

type NodeRecord = { event: string; port?: number; [name: string]: unknown }
export type StartedNode = {
  port: number
  records(): NodeRecord[]
  /** Waits until so many records fit, and answers with them. */
  until(event: string, count: number): Promise<NodeRecord[]>
  end(signal?: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<CliRun>
}

/** `fractureguard node`, at a free port. */
export async function startNode(home: string, ...args: string[]): Promise<StartedNode> {
  const { child, done, stdout } = startCli(home, 'node', '--port', '0', '--json', ...args)
  let ended: CliRun | undefined
  void done.then((run) => (ended = run))
  const records = (): NodeRecord[] =>
    stdout()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as NodeRecord)
  const until = async (event: string, count: number): Promise<NodeRecord[]> => {
    for (;;) {
      const found = records().filter((record) => record.event === event)
      if (found.length >= count) return found
      if (ended) throw new Error(`The node has ended: ${JSON.stringify(ended)}`)
      await sleep(50)
    }
  }
  const [{ port }] = await until('listening', 1)
  return {
    port: port!,
    records,
    until,
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return done
    },
  }
}
