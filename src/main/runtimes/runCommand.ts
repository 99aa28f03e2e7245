import { spawn } from 'node:child_process'
import { ProblemError } from '#shared/problem.ts'

export type CommandEnd = { ok: boolean; output: string }
export type CommandOptions = { env?: NodeJS.ProcessEnv; signal?: AbortSignal | undefined }

const mostOutput = 64 * 1024

/**
 * Runs a program without a shell; resolves with whether it ended well and the last of what it said, or with undefined
 * where there is no such program. Rejects with `cancelled` when the signal ends it.
 */
export async function runCommand(
  [file, ...args]: readonly string[],
  { env = process.env, signal }: CommandOptions = {},
): Promise<CommandEnd | undefined> {
  if (signal?.aborted) throw cancelled()
  const child = spawn(file, args, {
    env: { ...env, LC_ALL: 'C', PYTHONUNBUFFERED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const hear = (text: Buffer): void => void (output = (output + text.toString()).slice(-mostOutput))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const stop = (): void => void child.kill('SIGTERM')
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const code = await new Promise<number | null | undefined>((resolve) => {
      child.on('error', () => resolve(undefined))
      child.on('close', resolve)
    })
    if (signal?.aborted) throw cancelled()
    return code === undefined ? undefined : { ok: code === 0, output }
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

function cancelled(): ProblemError {
  return new ProblemError('installation-ended')
}
