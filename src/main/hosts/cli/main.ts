import { leave } from '#main/compute/index.ts'
import { givenArguments } from './givenArguments.ts'
import { runCli } from './program.ts'

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const code = await runCli(givenArguments(process.argv.slice(2)))
process.exitCode = code
// Only what a drive that does not answer still owes keeps this process until then.
setTimeout(() => void leave(code), 2_000).unref()
