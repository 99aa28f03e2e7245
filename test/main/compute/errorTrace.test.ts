import { describe, expect, it } from 'vitest'
import { errorTrace } from '#main/compute/index.ts'

function withStack(stack: string): Error {
  const error = new Error('message')
  error.stack = stack
  return error
}

describe('errorTrace', () => {
  it('names the place in the program, from source, bundle and packages, without folders of the machine', () => {
    const stack = [
      'Error: message',
      '    at decode (file:///home/anna/fractureguard/src/main/study/sniff.ts:12:5)',
      '    at async /home/anna/fractureguard/out/main/compute.js:1:200',
      '    at Object.<anonymous> (C:\\Users\\anna\\fractureguard\\node_modules\\sharp\\lib\\sharp.js:3:4)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:103:5)',
    ]
    expect(errorTrace(withStack(stack.join('\n'))).frames).toEqual([
      'src/main/study/sniff.ts:12:5',
      'out/main/compute.js:1:200',
      'node_modules/sharp/lib/sharp.js:3:4',
      'node:internal/process/task_queues:103:5',
    ])
  })

  it('takes nothing from a message, even one that looks like a stack', () => {
    const lines = [
      'no /films/muster/anna.dcm',
      '    at Anna Muster (/films/muster/anna.dcm:1:1)',
      '    at muster.ts:1:1',
    ]
    const error = new TypeError(lines.join('\n'))
    const trace = errorTrace(error)
    expect(trace.name).toBe('TypeError')
    expect(JSON.stringify(trace)).not.toMatch(/muster|films/i)
  })

  it('gives no name that a thrower made up', () => {
    const error = new Error('x')
    error.name = 'AnnaMuster'
    expect(errorTrace(error).name).toBe('Error')
    expect(errorTrace('Anna Muster')).toEqual({ name: 'Error', frames: [] })
  })
})
