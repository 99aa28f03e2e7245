/**
 * How fast the page shows a large film and draws it again, in the test browser (software graphics), printed and not
 * asserted:
 *
 *   npm run build && node scripts/on-node24.mjs bench/page/page.ts [ROUNDS] [PAUSE]
 *
 * First paint: from pressing Enter on a path until the film's pixels are on the screen, the file being local and not
 * opened before. PAUSE: seconds that each film is looked at before the next one is opened. Redraw: time that the page's
 * main thread works for one step of a drag, script, style and paint together.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { firstPaint, largeFilm, redraws, summary, writeLargeFilm } from '../../test/e2e/paintTimes.ts'
import { servePage } from '../../test/e2e/servedPage.ts'

const rounds = Number(process.argv[2] ?? 5)
const pauseMs = 1000 * Number(process.argv[3] ?? 1)
const folder = await mkdtemp(join(tmpdir(), 'fractureguard-page-'))
const served = await servePage()
const { page } = served

try {
  await page.getByTestId('welcome').waitFor()
  const opened: number[] = []
  for (let round = 0; round < rounds; round++) {
    const path = join(folder, `${round}.dcm`)
    await writeLargeFilm(path, `Film^${round}`)
    opened.push(await firstPaint(page, path))
    await page.getByTestId('verdict').waitFor()
    await sleep(pauseMs)
  }
  const load = loadavg()[0]!.toFixed(1)
  console.log(
    `Films of ${largeFilm.columns} × ${largeFilm.rows} pixels of 16 bits, Chromium ${page.context().browser()!.version()}, ${process.arch}, ${cpus().length} cores, load ${load}`,
  )
  console.log(`First paint: ${summary(opened.slice(1))}; the very first film: ${opened[0]!.toFixed(1)} ms`)
  const millisecondsOf = async (button: 'left' | 'middle') =>
    (await redraws(page, button)).map(({ milliseconds }) => milliseconds)
  console.log(`Window and level, one step: ${summary(await millisecondsOf('left'))}`)
  console.log(`Moving, one step: ${summary(await millisecondsOf('middle'))}`)
} finally {
  await served.close()
  await rm(folder, { recursive: true, force: true })
}
