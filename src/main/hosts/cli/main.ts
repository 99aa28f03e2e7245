import { givenArguments } from './givenArguments.ts'
import { runCli } from './program.ts'

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCli(givenArguments(process.argv.slice(2)))
