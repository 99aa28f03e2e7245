/** Pages, as far as what they keep goes, on the browser host over its socket: hosts are killed, connections break. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { keyParameter, socketProtocol } from '#shared/browserKey.ts'
import type { Annotation } from '#shared/annotation.ts'
import { openAuditLog } from '#main/app/index.ts'
import { Library } from '#main/library/index.ts'
import type { Random } from '#main/network/random.ts'
import { keepConnected, type Client, type Connection } from '../../src/renderer/base/connection/connection.ts'
import { tcpProxy } from '../../test/support/tcpProxy.ts'
import { child, type Attempt, type Found } from './attempt.ts'

const content = 'film'
const fingerprint = createHash('sha256').update(content).digest('hex')
const points = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
]

/** A host in a program of its own; `port`: where pages reach it, if not directly. */
async function startHost(home: string) {
  const started = child('socketChild.ts', home)
  await Promise.race([once(started.child.stdout, 'data'), started.ended])
  const [address] = started.said()
  if (address === undefined) throw new Error('The host did not start.')
  const url = new URL(address)
  return { ...started, port: Number(url.port), key: url.hash.slice(`#${keyParameter}=`.length) }
}

/** The page's own connection, over another socket than a browser's. */
function connectPage({ port, key }: { port: number; key: string }): Connection {
  return keepConnected('browser', async () => {
    const origin = `http://127.0.0.1:${port}`
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, [socketProtocol, key], { headers: { origin } })
    socket.on('error', () => undefined)
    const closed = once(socket, 'close').then(() => undefined)
    await Promise.race([once(socket, 'open'), closed.then(() => Promise.reject(new Error('It closed.')))])
    return {
      link: new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
      closed,
      close: () => socket.close(),
    }
  })
}

async function connected(page: Connection): Promise<void> {
  while (page.state().kind !== 'connected') {
    page.retryNow()
    await sleep(5)
  }
}

async function openFilm(client: Client, film: string): Promise<string> {
  for await (const event of await client.studies.open({ paths: [film] }))
    if (event.type === 'film') return event.film.filmId
  throw new Error('The film was not opened.')
}

/** What a page was told is kept. */
type Kept = { reviews: number[]; drawn: string[] }

/** A page that keeps opinions and draws until `ended`; what fails for want of a connection it says again where `again`. */
async function work(page: Connection, film: string, who: number, ended: () => boolean, again: boolean): Promise<Kept> {
  const kept: Kept = { reviews: [], drawn: [] }
  let before: Annotation[] | undefined
  let filmId: string | undefined
  for (let step = 0; !ended(); step++) {
    const frame = who * 100_000 + step
    const id = `${who} ${step}`
    for (let isKept = false; !isKept && !ended();) {
      try {
        filmId ??= await openFilm(page.client, film)
        before ??= await page.client.library.annotations({ filmId })
        await page.client.library.review({ filmId, frame, opinion: 'agree' })
        kept.reviews.push(frame)
        const own: Annotation = { id, kind: 'arrow', frame: 0, points, text: '' }
        const annotations = [...before.filter((one) => one.id !== id), own]
        before = await page.client.library.saveAnnotations({ filmId, annotations, before })
        kept.drawn.push(id)
        isKept = true
      } catch (thrown) {
        if (!again) return kept
        if ((thrown as { data?: unknown }).data !== undefined) throw thrown
        // What was under way may have been kept: the page looks again.
        before = undefined
        await Promise.race([connected(page), sleep(2000)])
      }
    }
  }
  return kept
}

function lostOf(home: string, kept: readonly Kept[]): Found {
  const library = new Library(join(home, 'library.sqlite'))
  const audit = openAuditLog({ root: home }, 'cli')
  try {
    const frames = new Set(library.marks(fingerprint, 'plain').map(({ frame }) => frame))
    const drawn = new Set(library.annotations(fingerprint).map(({ id }) => id))
    const reviews = kept.flatMap((one) => one.reviews).filter((frame) => !frames.has(frame))
    const annotations = kept.flatMap((one) => one.drawn).filter((id) => !drawn.has(id))
    const isWhole = library.problem === undefined && audit.verify().faults.length === 0
    return { lost: reviews.length + annotations.length, inconsistent: Number(!isWhole) }
  } finally {
    audit.close()
    library.close()
  }
}

async function place(folder: string): Promise<{ home: string; film: string }> {
  const film = join(folder, 'film')
  await writeFile(film, content)
  return { home: join(folder, 'home'), film }
}

/** A host is killed while two pages keep things over its socket; another one starts on what it left. */
export const killedSocketHost: Attempt = async (folder, random) => {
  const { home, film } = await place(folder)
  const host = await startHost(home)
  const pages = [connectPage(host), connectPage(host)]
  await Promise.all(pages.map(connected))
  let isOver = false
  const working = Promise.all(pages.map((page, who) => work(page, film, who, () => isOver, false)))
  await sleep(100 + random.below(500))
  host.child.kill('SIGKILL')
  await host.ended
  isOver = true
  const kept = await working
  // A page notices, and does not go on as if nothing were.
  const noticed = pages.every((page) => page.state().kind !== 'connected')
  for (const page of pages) page.close()
  const next = await startHost(home)
  const page = connectPage(next)
  await connected(page)
  const films = await page.client.studies.list()
  page.close()
  next.child.kill('SIGKILL')
  await next.ended
  const { lost, inconsistent } = lostOf(home, kept)
  const wrong = !noticed || (kept.some(({ reviews }) => reviews.length > 0) && films.length !== 1)
  return { lost, inconsistent: inconsistent + Number(wrong) }
}

/** Two hosts serve one home at once, a page each on the same film; one of them may be killed. */
export const twoSocketHosts: Attempt = async (folder, random) => {
  const { home, film } = await place(folder)
  const hosts = await Promise.all([startHost(home), startHost(home)])
  const pages = hosts.map(connectPage)
  await Promise.all(pages.map(connected))
  let isOver = false
  const working = Promise.all(pages.map((page, who) => work(page, film, who, () => isOver, false)))
  await sleep(200 + random.below(400))
  if (random.below(2) === 0) hosts[random.below(2)].child.kill('SIGKILL')
  await sleep(100)
  isOver = true
  const kept = await working
  for (const page of pages) page.close()
  for (const host of hosts) host.child.kill('SIGKILL')
  await Promise.all(hosts.map(({ ended }) => ended))
  return lostOf(home, kept)
}

/** The connection of a page breaks over and over while it keeps things; it comes back and says again what was not said. */
export const brokenConnection: Attempt = async (folder, random: Random) => {
  const { home, film } = await place(folder)
  const host = await startHost(home)
  const proxy = await tcpProxy(host.port)
  const page = connectPage({ port: proxy.port, key: host.key })
  await connected(page)
  let isOver = false
  const working = work(page, film, 0, () => isOver, true)
  for (let cut = 0; cut < 3; cut++) {
    await sleep(30 + random.below(150))
    await proxy.cut()
    await sleep(random.below(50))
    await proxy.mend()
    await connected(page)
  }
  await sleep(50)
  isOver = true
  const kept = await working
  await connected(page)
  const works = await page.client.app.about().then(
    () => true,
    () => false,
  )
  page.close()
  await proxy.cut()
  host.child.kill('SIGKILL')
  await host.ended
  const { lost, inconsistent } = lostOf(home, [kept])
  return { lost, inconsistent: inconsistent + Number(!works || kept.drawn.length === 0) }
}
