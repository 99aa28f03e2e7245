import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bonePattern, dicomPhantom } from '../support/dicomPhantom.ts'
import { drawnFrame } from '../support/drawnFrame.ts'
import { hasChromium } from './chromium.ts'
import { firstPaint } from './paintTimes.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const [rows, columns] = [480, 360]
/** Where the file's own drawing frames the film, and the film is white. */
const square = { row: 200, column: 140, side: 80 }

type Box = { left: number; top: number; right: number; bottom: number }
type Spot = { x: number; y: number; weight: number }

let folder: string
let served: ServedPage
const part = (name: string) => served.page.getByTestId(name)
const press = (key: string) => served.page.keyboard.press(key)

/** A bone in the darker half of the greys, and one white square. */
function filmBytes(): Uint8Array {
  const values = Uint16Array.from(bonePattern(rows, columns, 11))
  for (let row = square.row; row < square.row + square.side; row++) {
    values.fill(4095, row * columns + square.column, row * columns + square.column + square.side)
  }
  return dicomPhantom({
    rows,
    columns,
    values,
    modality: 'DX',
    window: { center: 2048, width: 4096 },
    patientName: 'Roe^Jane',
    elements: drawnFrame,
  })
}

/**
 * Rectangle around the pixels of a canvas of the page that are as wanted: white film, or the green of a file's drawing.
 */
function boxOf(canvas: string, wanted: 'white' | 'green'): Promise<Box> {
  return served.page.evaluate(
    ([canvas, wanted]) => {
      const drawn = document.querySelector<HTMLCanvasElement>(canvas!)!
      const copy = Object.assign(document.createElement('canvas'), { width: drawn.width, height: drawn.height })
      const context = copy.getContext('2d', { willReadFrequently: true })!
      context.drawImage(drawn, 0, 0)
      const { data } = context.getImageData(0, 0, copy.width, copy.height)
      const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
      for (let at = 0; at < data.length; at += 4) {
        const [red, green, blue, alpha] = data.subarray(at, at + 4) as unknown as [number, number, number, number]
        if (wanted === 'white' ? Math.min(red, green, blue) < 200 : alpha < 128 || green < red + 40) continue
        const [x, y] = [(at / 4) % copy.width, Math.floor(at / 4 / copy.width)]
        Object.assign(box, {
          left: Math.min(box.left, x),
          top: Math.min(box.top, y),
          right: Math.max(box.right, x + 1),
          bottom: Math.max(box.bottom, y + 1),
        })
      }
      return box
    },
    [canvas, wanted],
  )
}

/** Centre of what is painted on the canvas over the film, and how much that is. */
function spotOf(): Promise<Spot> {
  return served.page.evaluate(() => {
    const drawn = document.querySelector<HTMLCanvasElement>('[data-testid="overlay"]')!
    const copy = Object.assign(document.createElement('canvas'), { width: drawn.width, height: drawn.height })
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(drawn, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const spot = { x: 0, y: 0, weight: 0 }
    for (let at = 3; at < data.length; at += 4) {
      spot.weight += data[at]!
      spot.x += data[at]! * ((((at - 3) / 4) % copy.width) + 0.5)
      spot.y += data[at]! * (Math.floor(at / 4 / copy.width) + 0.5)
    }
    return { weight: spot.weight, x: spot.x / spot.weight, y: spot.y / spot.weight }
  })
}

const onFilm = () => boxOf('[data-testid="film-viewport"] canvas', 'white')
const drawnByFile = () => boxOf('[data-testid="overlay"]', 'green')

/** The measured rectangle as it is drawn, without the width of its line. */
function measured(): Promise<Box> {
  return part('annotation')
    .locator('path.grip')
    .evaluate((path) => {
      const { x, y, width, height } = (path as SVGPathElement).getBBox()
      return { left: x, top: y, right: x + width, bottom: y + height }
    })
}

function apart(one: Box, other: Box): number {
  return Math.max(...(Object.keys(one) as (keyof Box)[]).map((side) => Math.abs(one[side] - other[side])))
}

/**
 * Ways of turning the film, each from the one before, and where a place (x, y) off the middle of the film comes to lie.
 */
const turns: { keys: string; name: string; to: (x: number, y: number) => [number, number] }[] = [
  { keys: ']', name: 'turned right', to: (x, y) => [-y, x] },
  { keys: 'h', name: 'turned and mirrored', to: (x, y) => [y, x] },
  { keys: ']', name: 'mirrored and turned on', to: (x, y) => [-x, y] },
  { keys: '[[', name: 'the other way round', to: (x, y) => [x, -y] },
]

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('what lies over a film', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-alignment-'))
    await writeFile(join(folder, 'film.dcm'), filmBytes())
    served = await servePage(undefined, undefined, 'card')
    await part('welcome').waitFor()
    await firstPaint(served.page, join(folder, 'film.dcm'))
    await part('verdict').waitFor()
    await part('open-path').blur()
  })
  afterAll(async () => {
    await served?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('lies on it to a pixel, whichever way it is turned: the file’s drawing and a measurement', async () => {
    const place = (await part('film-viewport').boundingBox())!
    const film = await onFilm()
    await press('b')
    await served.page.mouse.move(place.x + film.left, place.y + film.top)
    await served.page.mouse.down()
    await served.page.mouse.move(place.x + film.right, place.y + film.bottom, { steps: 3 })
    await served.page.mouse.up()
    await press('Escape')
    await served.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2)
    for (const [name, act] of [
      ['as opened', async () => undefined],
      ...turns.map(
        ({ name, keys }) =>
          [
            name,
            async () => {
              for (const key of keys) await press(key)
            },
          ] as const,
      ),
      ['larger', () => served.page.mouse.wheel(0, -120)],
      [
        'moved',
        async () => {
          await served.page.mouse.down({ button: 'middle' })
          await served.page.mouse.move(place.x + place.width / 2 + 37, place.y + place.height / 2 - 23, { steps: 4 })
          await served.page.mouse.up({ button: 'middle' })
        },
      ],
    ] as [string, () => Promise<void>][]) {
      await act()
      await expect
        .poll(async () => apart(await drawnByFile(), await onFilm()), { message: `drawing, ${name}` })
        .toBeLessThanOrEqual(1)
      // The mouse can only point at whole pixels.
      await expect
        .poll(async () => apart(await measured(), await onFilm()), { message: `measurement, ${name}` })
        .toBeLessThanOrEqual(2)
    }
    await served.screenshot('overlays on a turned film')
  })

  it.each([
    ['evidence', 'e'],
    ['gating', 'g'],
  ])('turns with it: %s', async (_name, key) => {
    await press('r')
    await press('v')
    await press(key)
    // Small enough to be seen as a whole whichever way it is turned; from now on its size stays.
    const place = (await part('film-viewport').boundingBox())!
    await served.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2)
    await served.page.mouse.wheel(0, 250)
    const middle = { x: place.width / 2, y: place.height / 2 }
    await expect.poll(async () => (await spotOf()).weight).toBeGreaterThan(0)
    await served.page.waitForTimeout(200)
    const before = await spotOf()
    const off = [before.x - middle.x, before.y - middle.y] as const
    expect(Math.hypot(...off)).toBeGreaterThan(1)
    for (const { keys, name, to } of turns) {
      for (const one of keys) await press(one)
      const [x, y] = to(...off)
      await expect
        .poll(
          async () => {
            const now = await spotOf()
            return Math.hypot(now.x - middle.x - x, now.y - middle.y - y)
          },
          { message: name },
        )
        .toBeLessThan(1)
    }
    await press(key)
    await press('v')
  })

  it('made no error', () => expect(served.complaints).toEqual([]))
})
