import type { Opened } from '#shared/contract/index.ts'
import { Opener } from '../opening/openPaths.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

/** Films that are opened at a time, so that a list of them can be looked at. */
const mostOpened = 200

export function nodeRoutes(os: Implementer, { node, films, inbox, compute, documents }: Services) {
  const opener = new Opener({ films, inbox, compute, documents })

  async function* open(): AsyncGenerator<Opened, void> {
    const here = (await node.keptFilms()).filter(({ path }) => !films.isOpen(path))
    for (const { path, name } of here.slice(0, mostOpened)) yield* await opener.open(path, { name })
  }

  return {
    show: os.node.show.handler(() => node.view()),
    change: os.node.change.handler(({ input }) => node.change(input)),
    open: os.node.open.handler(() => open()),
    forget: os.node.forget.handler(() => node.forget()),
  }
}
