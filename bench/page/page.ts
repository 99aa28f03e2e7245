/**
 * How fast the page shows a large film and draws it anew, in the test browser (software graphics), printed and not asserted:
 *
 *   npm run build && node scripts/on-node24.mjs bench/page/page.ts [ROUNDS]
 *
 * First paint: from pressing Enter on a path until the film's pixels are on the screen, the file being local and not opened before.
 * Redraw: time that the page's main thread works for one step of a drag, script, style and paint together.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dicomPhantom } from '../../test/support/dicomPhantom.ts'
import { servePage } from '../../test/e2e/servedPage.ts'

const [columns, rows] = [2500, 3000]
const rounds = Number(process.argv[2] ?? 5)
const steps = 60

const folder = await mkdtemp(join(tmpdir(), 'fractureguard-page-'))
const served = await servePage()
const { page } = served
const part = (name: string) => page.getByTestId(name)
const sorted = (values: number[]) => [...values].sort((a, b) => a - b)
const summary = (values: number[]) => {
  const all = sorted(values)
  return `median ${all[Math.floor(all.length / 2)]!.toFixed(1)} ms, worst of ${all.length} ${all.at(-1)!.toFixed(1)} ms`
}

/** A shaft of bone on a ramp, with noise, so that no two neighbours are alike. */
function filmBytes(): Uint8Array {
  const values = new Uint16Array(rows * columns)
  for (let index = 0; index < values.length; index++) {
    const column = index % columns
    const bone = Math.max(0, 1 - Math.abs(column - columns / 2) / 500)
    values[index] = Math.min(65_535, 12_000 + 40_000 * bone + (index / values.length) * 8000 + ((index * 2_654_435_761) % 4096))
  }
  return new Uint8Array(values.buffer)
}

/** From Enter until two frames after the film's id is on the viewport, in the page's own clock. */
async function firstPaint(path: string): Promise<number> {
  if (!(await part('open-path').isVisible())) await page.locator('summary').last().click()
  await part('open-path').fill(path)
  const before = await page.evaluate(() => document.querySelector('[data-testid="film-viewport"]')?.getAttribute('data-shown') ?? null)
  const shown = page.evaluate((old) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    return new Promise<number>((resolve) => {
      addEventListener('keydown', async () => {
        const start = performance.now()
        const id = () => document.querySelector('[data-testid="film-viewport"]')?.getAttribute('data-shown')
        while (!id() || id() === old) await frame()
        await frame()
        await frame()
        resolve(performance.now() - start)
      }, { capture: true, once: true })
    })
  }, before)
  await page.keyboard.press('Enter')
  const time = await shown
  await part('verdict').waitFor()
  return time
}

/** Main-thread milliseconds of each step of a drag with the given button. */
async function redraws(button: 'left' | 'middle'): Promise<number[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  const box = (await part('film-viewport').boundingBox())!
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const times: number[] = []
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down({ button })
  for (let step = 1; step <= steps; step++) {
    const before = await busy()
    await page.mouse.move(middle.x + step, middle.y + (step % 20))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    times.push((await busy()) - before)
  }
  await page.mouse.up({ button })
  return times
}

try {
  await part('welcome').waitFor()
  const opened: number[] = []
  const pixelBytes = filmBytes()
  for (let round = 0; round < rounds; round++) {
    const path = join(folder, `${round}.dcm`)
    await writeFile(path, dicomPhantom({ rows, columns, bitsStored: 16, pixelBytes, window: { center: 32_768, width: 65_536 }, patientName: `Film^${round}` }))
    opened.push(await firstPaint(path))
  }
  console.log(`A film of ${columns} × ${rows} pixels of 16 bits, ${page.context().browser()!.version()}, ${process.arch}`)
  console.log(`First paint, process warm: ${summary(opened.slice(1))}; the very first, with processes that start: ${opened[0]!.toFixed(1)} ms`)
  console.log(`Window and level, redraw: ${summary(await redraws('left'))}`)
  console.log(`Moving, redraw: ${summary(await redraws('middle'))}`)
} finally {
  await served.close()
  await rm(folder, { recursive: true, force: true })
}
