import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { computeEntry } from '#main/compute/index.ts'
import { launchUtility } from '#main/hosts/electron/utility.ts'
import { fakeElectron } from './fakeElectron.ts'

function launched() {
  const { electron, seen } = fakeElectron()
  const compute = launchUtility(electron)()
  return { compute, child: seen.children[0]! }
}

describe('the compute process under Electron', () => {
  it('runs the compute entry and keeps its output to itself', () => {
    const { child } = launched()
    expect(child.modulePath).toBe(computeEntry)
    expect(child.options.stdio).toEqual(['ignore', 'ignore', 'ignore'])
  })

  it('carries messages both ways', () => {
    const { compute, child } = launched()
    const heard: unknown[] = []
    compute.onMessage((message) => heard.push(message))
    child.emit('message', { hello: 1 })
    compute.post({ hello: 2 })
    expect(heard).toEqual([{ hello: 1 }])
    expect(child.posted).toEqual([{ hello: 2 }])
  })

  it('says when it has ended', async () => {
    const { compute, child } = launched()
    child.emit('exit', 1)
    await compute.exited
  })

  it('is asked to end, or ended although it does not listen', async () => {
    const { compute, child } = launched()
    compute.end()
    expect(child.terminations).toBe(1)
    const deaf = spawn(process.execPath, ['-e', `process.on('SIGTERM', () => undefined); console.log('up'); for (;;);`])
    await once(deaf.stdout, 'data')
    child.pid = deaf.pid
    compute.kill()
    const [, signal] = await once(deaf, 'exit')
    expect(signal).toBe('SIGKILL')
    // A second time there is nothing left to end.
    compute.kill()
  })

  it('is left to Electron while it has no process yet', () => {
    const { compute, child } = launched()
    compute.kill()
    expect(child.terminations).toBe(1)
  })
})
