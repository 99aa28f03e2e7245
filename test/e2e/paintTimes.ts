import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { dicomPhantom } from '../support/dicomPhantom.ts'

export const largeFilm = { columns: 2500, rows: 3000 }

/** The large film's pixels: a shaft of bone on a ramp, with noise, so that no two neighbours are alike. */
export function largeFilmValues(): Uint16Array<ArrayBuffer> {
  const { columns, rows } = largeFilm
  const values = new Uint16Array(rows * columns)
  for (let index = 0; index < values.length; index++) {
    const bone = Math.max(0, 1 - Math.abs((index % columns) - columns / 2) / 500)
    values[index] = 12_000 + 40_000 * bone + (index / values.length) * 8000 + ((index * 2_654_435_761) % 4096)
  }
  return values
}

/** Writes a film of 2,500 × 3,000 pixels of 16 bits whose window is all that 16 bits can be. */
export async function writeLargeFilm(path: string, patientName: string): Promise<void> {
  const values = largeFilmValues()
  const pixelBytes = new Uint8Array(values.buffer)
  await writeFile(
    path,
    dicomPhantom({ ...largeFilm, bitsStored: 16, pixelBytes, window: { center: 32_768, width: 65_536 }, patientName }),
  )
}

/**
 * Opens a file by path; pixels of the viewport that are drawn otherwise once all of the film is there than they were
 * before. Rejects where nothing was drawn before.
 */
export async function drawnOtherwise(page: Page, path: string): Promise<number> {
  await fillPath(page, path)
  const changed = await page.evaluateHandle(() => {
    const host = document.querySelector<HTMLElement>('[data-testid="film-viewport"]')!
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const drawn = () => {
      const film = host.querySelector('canvas')!
      const copy = document.createElement('canvas')
      Object.assign(copy, { width: film.width, height: film.height })
      const context = copy.getContext('2d')!
      context.drawImage(film, 0, 0)
      return new Uint32Array(context.getImageData(0, 0, film.width, film.height).data.buffer)
    }
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    addEventListener(
      'keydown',
      async () => {
        const before = host.dataset.shown
        while (!host.dataset.previewed && (!host.dataset.shown || host.dataset.shown === before)) await frame()
        if (!host.dataset.previewed) return reject(new Error('All of the film was there at once.'))
        // It is drawn by the end of the frame in which it is first told of.
        await frame()
        const preview = drawn()
        while (!host.dataset.shown) await frame()
        resolve(drawn().filter((colour, pixel) => colour !== preview[pixel]).length)
      },
      { capture: true, once: true },
    )
    return { promise }
  })
  await page.keyboard.press('Enter')
  return changed.evaluate(({ promise }) => promise)
}

async function fillPath(page: Page, path: string): Promise<void> {
  const field = page.getByTestId('open-path')
  if (!(await field.isVisible())) await page.locator('summary').last().click()
  await field.fill(path)
}

/**
 * Opens a file by path; milliseconds from Enter until the frame after the one in which the film was drawn, by the
 * page's own clock.
 */
export async function firstPaint(page: Page, path: string): Promise<number> {
  await fillPath(page, path)
  const painted = await page.evaluateHandle(() => {
    const shown = () => {
      const { shown, previewed } = document.querySelector<HTMLElement>('[data-testid="film-viewport"]')?.dataset ?? {}
      // A preview is the same picture, as it is drawn first.
      return previewed ?? shown
    }
    const before = shown()
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const { promise, resolve } = Promise.withResolvers<number>()
    addEventListener(
      'keydown',
      async ({ timeStamp }) => {
        while (!shown() || shown() === before) await frame()
        await frame()
        resolve(performance.now() - timeStamp)
      },
      { capture: true, once: true },
    )
    return { promise }
  })
  await page.keyboard.press('Enter')
  return painted.evaluate(({ promise }) => promise)
}

export type Redraw = {
  /** What the page's main thread worked for one step of a drag, script, style and paint together. */
  milliseconds: number
  /** Greys in the middle of the film on the screen after it, see `middleGreys`. */
  picture: string
}

/** Drags over the film with a button, step by step. */
export async function redraws(page: Page, button: 'left' | 'middle', steps = 60): Promise<Redraw[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const busyMs = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  const box = (await page.getByTestId('film-viewport').boundingBox())!
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const done: Redraw[] = []
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down({ button })
  for (let step = 1; step <= steps; step++) {
    const before = await busyMs()
    await page.mouse.move(middle.x + step, middle.y + (step % 20))
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const milliseconds = (await busyMs()) - before
    done.push({ milliseconds, picture: (await middleGreys(page)).join() })
  }
  await page.mouse.up({ button })
  await cdp.detach()
  return done
}

/** Side of the square that `middleGreys` reads. */
export const middleSide = 64

/** What is drawn in the middle of the viewport, row by row, 0 … 255. */
export function middleGreys(page: Page): Promise<number[]> {
  return page.evaluate((side) => {
    const film = document.querySelector<HTMLCanvasElement>('[data-testid="film-viewport"] canvas')!
    // A copy is read, since a canvas that is read from is drawn in another way from then on.
    const copy = document.createElement('canvas')
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(
      film,
      Math.floor((film.width - side) / 2),
      Math.floor((film.height - side) / 2),
      side,
      side,
      0,
      0,
      side,
      side,
    )
    return [...context.getImageData(0, 0, side, side).data].filter((_, index) => index % 4 === 0)
  }, middleSide)
}

export function summary(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b)
  return `median ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} ms, worst of ${sorted.length} ${sorted.at(-1)!.toFixed(1)} ms`
}
