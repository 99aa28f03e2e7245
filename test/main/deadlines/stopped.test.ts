import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ComputeSupervisor } from '#main/supervisor/supervisor.ts'
import { launchFake } from '../../support/launchFake.ts'

const host = join(import.meta.dirname, '../../support/stoppedHost.ts')
/** Much more than the film's limit. */
const pauseMs = 5_000

describe.skipIf(process.platform === 'win32')('a film within its time limit', () => {
  it.each(['supervisor', 'pool'])(
    'is read although its process was stopped for longer: %s',
    async (way) => {
      const child = spawn(process.execPath, [host, way], { stdio: ['ignore', 'pipe', 'ignore'] })
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
      expect((await lines.next()).value).toBe('begun')
      child.kill('SIGSTOP')
      await sleep(pauseMs)
      child.kill('SIGCONT')
      expect((await lines.next()).value).toBe('read')
      await once(child, 'exit')
    },
    120_000,
  )

  it.skipIf(process.platform !== 'linux')(
    'is read although the compute process was stopped for longer',
    async () => {
      const listener = { progress: () => undefined, unexpected: () => undefined }
      const supervisor = new ComputeSupervisor({ launch: launchFake, listener, limits: { film: 2_000 } })
      try {
        const pid = Number((await supervisor.service.header('film')).patientId)
        process.kill(pid, 'SIGSTOP')
        const film = supervisor.service.film('film', 0)
        await sleep(pauseMs)
        process.kill(pid, 'SIGCONT')
        expect(await film).toMatchObject({ rows: 2 })
      } finally {
        await supervisor.close()
      }
    },
    120_000,
  )
})
