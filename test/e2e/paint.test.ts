import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasChromium } from './chromium.ts'
import {
  drawnOtherwise,
  firstPaint,
  largeFilm,
  largeFilmValues,
  middleGreys,
  middleSide,
  redraws,
  summary,
  writeLargeFilm,
  type Redraw,
} from './paintTimes.ts'
import { servePage, type ServedPage } from './servedPage.ts'

let folder: string
let served: ServedPage

// Times are printed and not asserted: they say as much of the machine as of the program.
describe.skipIf(!hasChromium)('a film of 2,500 × 3,000 pixels of 16 bits', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-paint-'))
    for (const name of ['first', 'second', 'third']) await writeLargeFilm(join(folder, `${name}.dcm`), `${name}^Film`)
    served = await servePage()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is soon on the screen', async () => {
    const { page } = served
    await page.getByTestId('welcome').waitFor()
    const times: number[] = []
    for (const name of ['first', 'second']) {
      times.push(await firstPaint(page, join(folder, `${name}.dcm`)))
      const greys = await middleGreys(page)
      expect(Math.min(...greys)).toBeGreaterThan(100)
      await expect.poll(() => page.getByTestId('corner-patient').textContent()).toContain(name)
    }
    await page.getByTestId('verdict').waitFor()
    process.stdout.write(
      `First paint: ${times.map((time) => time.toFixed(0)).join(' and ')} ms (the first film, and another one)\n`,
    )
  })

  it('is drawn before all of it is there as it is afterwards, pixel by pixel', async () => {
    expect(await drawnOtherwise(served.page, join(folder, 'third.dcm'))).toBe(0)
    await served.page.getByTestId('verdict').waitFor()
  })

  it('is redrawn at each step of windowing and moving', async () => {
    for (const [name, button] of [
      ['Window and level', 'left'],
      ['Moving', 'middle'],
    ] as const) {
      const steps: Redraw[] = await redraws(served.page, button, 30)
      const same = steps.filter(({ picture }, index) => picture === steps[index - 1]?.picture)
      expect(same, name).toEqual([])
      process.stdout.write(`${name}, one step: ${summary(steps.map(({ milliseconds }) => milliseconds))}\n`)
    }
  })

  it('is shown pixel by pixel where a pixel of the film is one of the screen', async () => {
    await served.page.getByTestId('film-viewport').focus()
    for (const key of ['r', '0']) await served.page.keyboard.press(key)
    await expect.poll(async () => (await served.page.getByTestId('zoom-text').textContent())!.trim()).toContain('100')
    const values = largeFilmValues()
    const { columns, rows } = largeFilm
    /** The largest difference from what the film has at this many pixels from its middle. */
    const difference = (greys: number[], right: number, down: number) =>
      Math.max(
        ...greys.map((grey, index) => {
          const row = rows / 2 - middleSide / 2 + down + Math.floor(index / middleSide)
          const column = columns / 2 - middleSide / 2 + right + (index % middleSide)
          return Math.abs(grey - (255 * values[row * columns + column]!) / 65_535)
        }),
      )
    // Half a pixel more or less: the viewport may be an odd number of pixels wide or high.
    const near = [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => [right, down] as const))
    await expect
      .poll(async () => {
        const greys = await middleGreys(served.page)
        return Math.min(...near.map(([right, down]) => difference(greys, right, down)))
      })
      .toBeLessThanOrEqual(1)
    await served.screenshot('large film, pixel by pixel')
  })

  it('made no error', () => expect(served.complaints).toEqual([]))
})
