import type { Command } from 'commander'
import { several, wholeNumber } from './arguments.ts'
import { examples } from './help.ts'
import { serve, type ServeOptions } from './serve.ts'
import { serveHttpApi, type ApiServeOptions } from './serveApi.ts'

/** `serve`: the page, or the HTTP API. */
export function addServeCommand(program: Command, done: (code: number) => void): void {
  program
    .command('serve')
    .description('open the program in a browser on this machine')
    .option('--port <number>', 'port on 127.0.0.1; 0 for any free one', wholeNumber(0, 65535), 0)
    .option('--no-open', 'only print the address, for servers without a screen')
    .option(
      '--root <folder>',
      'folder that the page may reach, with all that lies in it; may be repeated (default: the home folder)',
      several,
      [],
    )
    .option('--api', 'serve the HTTP API instead of the page, for programs that have a key (see "keys")', false)
    .option('--api-host <address>', 'with --api: where it listens; beyond this machine only encrypted', '127.0.0.1')
    .option('--tls-cert <file>', 'with --api: certificate chain (PEM)')
    .option('--tls-key <file>', 'with --api: its key (PEM)')
    .option('--behind-proxy', 'with --api: it runs behind a proxy that encrypts and sets X-Forwarded-For', false)
    .option(
      '--api-rate <number>',
      'with --api: requests per minute for each key, and for each address without one',
      wholeNumber(1, 100_000),
      120,
    )
    .option('--api-megabytes <number>', 'with --api: largest film accepted, in MiB', wholeNumber(1, 512), 64)
    .addHelpText(
      'after',
      examples(
        'serve',
        'serve --port 8080 --no-open',
        'serve --root /mnt/films --root ~/teaching',
        'serve --api --port 8090',
        'serve --api --port 8443 --api-host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem',
      ),
    )
    .action(async (options: ServeOptions & ApiServeOptions, command: Command) => {
      if (options.api && options.root.length > 0) command.error('error: --root is for the page, not for --api')
      if (!options.api) {
        const given = ['apiHost', 'tlsCert', 'tlsKey', 'behindProxy', 'apiRate', 'apiMegabytes']
        if (given.some((name) => command.getOptionValueSource(name) === 'cli'))
          command.error('error: that option needs --api')
      }
      done(await (options.api ? serveHttpApi(options) : serve(options)))
    })
}
