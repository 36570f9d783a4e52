/** `serve`: the app for a browser. */
import { InvalidArgumentError, type Command } from 'commander'
import { wholeNumber } from '../runOptions.ts'
import type { Serving } from '../serving.ts'
import { define, settingOf, type CommonOptions } from '../setting.ts'

interface ServeOptions extends CommonOptions, Partial<Serving> {}

export function serveCommand(program: Command): void {
  define(program, 'serve', 'serve the app for a browser, on this machine unless told otherwise', 'runthrough serve --port 4711 --share')
    .option('--port <number>', 'where to listen; links of a port that is given stay valid (else any port that is free)', portOf)
    .option('--bind <address>', 'the address to listen on; one beyond this machine needs a certificate (else 127.0.0.1)')
    .option('--tls-cert <file>', 'certificate (PEM) that names this machine as the links shall')
    .option('--tls-key <file>', 'its key (PEM)')
    .option('--share', 'print a link for each role')
    .option('--new-links', 'make new links for --port; those that were given out lead nowhere any more')
    .option('--open', 'open the captain\'s link in the browser')
    .option('--no-open', 'open no browser')
    .action(async ({ port = 0, bind, tlsCert, tlsKey, share = false, newLinks = false, open = false, ...options }: ServeOptions) => {
      // Loaded only then: no other command needs a web server.
      const { serve } = await import('../serving.ts')
      process.exitCode = await serve(settingOf(options), { port, bind, tlsCert, tlsKey, share, newLinks, open })
    })
}

function portOf(text: string): number {
  const port = wholeNumber(text)
  if (port > 65_535) throw new InvalidArgumentError('It must be between 0 and 65535; 0 is any port that is free.')
  return port
}
