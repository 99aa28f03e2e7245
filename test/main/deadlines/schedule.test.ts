import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scheduleOfProcess, scheduleOfThread, threadId } from '#main/deadlines/index.ts'
import { slowly } from '../../support/slowly.ts'

describe.skipIf(!existsSync('/proc/self/schedstat'))('what the system tells of its cores', () => {
  it('grows by what a thread has computed', () => {
    const id = threadId()!
    const [thread, whole] = [scheduleOfThread(id)!, scheduleOfProcess('self')!]
    const since = process.threadCpuUsage()
    while (process.threadCpuUsage(since).user < 200_000);
    expect(scheduleOfThread(id)!.ran - thread.ran).toBeGreaterThan(150e6)
    expect(scheduleOfProcess('self')!.ran - whole.ran).toBeGreaterThan(150e6)
    expect(scheduleOfThread(id)!.waited).toBeGreaterThanOrEqual(thread.waited)
  })

  it('says that a process is stopped, and nothing of one that is gone', async () => {
    const child = spawn('sleep', ['600'])
    const pid = child.pid!
    try {
      expect(scheduleOfProcess(pid)).toMatchObject({ isStopped: false })
      child.kill('SIGSTOP')
      await expect.poll(() => scheduleOfProcess(pid)?.isStopped, slowly).toBe(true)
      child.kill('SIGCONT')
      await expect.poll(() => scheduleOfProcess(pid)?.isStopped, slowly).toBe(false)
    } finally {
      child.kill('SIGKILL')
    }
    await expect.poll(() => scheduleOfProcess(pid), slowly).toBe(undefined)
  })
})
