import type { FetchEvent, SendEvent } from '#shared/pacs.ts'
import { Opener } from '../opening/openPaths.ts'
import { sendFilms } from '../pacs/sendFilms.ts'
import type { Services } from '../services.ts'
import { eventsWhile } from '../training/events.ts'
import type { Implementer } from './implementer.ts'

export function pacsRoutes(os: Implementer, services: Services) {
  const { audit, pacs, films, inbox, compute, documents } = services
  const opener = new Opener({ films, inbox, compute, documents })
  const never = new AbortController().signal

  async function fetch(
    name: string,
    studyUid: string,
    tell: (event: FetchEvent) => void,
    signal: AbortSignal,
  ): Promise<FetchEvent> {
    const { folder, objects } = await pacs.fetch(name, studyUid, tell, signal)
    audit.note({ action: 'study-fetched', words: [name], count: objects })
    const opened = []
    for await (const one of opener.openAll([folder])) opened.push(one)
    return { type: 'opened', opened }
  }
  async function send(
    wish: { name: string; filmIds: string[] },
    tell: (event: SendEvent) => void,
    signal: AbortSignal,
  ): Promise<SendEvent> {
    let sent = 0
    const count = (event: SendEvent): void => {
      if (event.type === 'sending') sent = event.objects
      tell(event)
    }
    try {
      return await sendFilms(services, wish, count, signal)
    } finally {
      // Also where the user stops: these have left.
      if (sent > 0) audit.note({ action: 'objects-sent', words: [wish.name], count: sent })
    }
  }

  return {
    list: os.pacs.list.handler(() => pacs.list()),
    add: os.pacs.add.handler(({ input }) => pacs.add(input)),
    remove: os.pacs.remove.handler(({ input }) => pacs.remove(input.name)),
    test: os.pacs.test.handler(({ input, signal }) => pacs.test(input.name, signal ?? never)),
    query: os.pacs.query.handler(({ input, signal }) => pacs.query(input.name, input.query, signal ?? never)),
    fetch: os.pacs.fetch.handler(({ input, signal }) =>
      eventsWhile(
        (tell: (event: FetchEvent) => void, ending) => fetch(input.name, input.studyUid, tell, ending),
        signal,
      ),
    ),
    send: os.pacs.send.handler(({ input, signal }) =>
      eventsWhile((tell: (event: SendEvent) => void, ending) => send(input, tell, ending), signal),
    ),
  }
}
