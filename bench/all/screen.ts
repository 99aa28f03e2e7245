import { join } from 'node:path'
import { firstPaint, largeFilm, writeLargeFilm } from '../../test/e2e/paintTimes.ts'
import { servePage, type ServedPage } from '../../test/e2e/servedPage.ts'
import { cornerstoneVersion, openCornerstone, type Cornerstone } from '../page/cornerstone/cornerstone.ts'
import { median, type Measurement } from './measurement.ts'

/** Films whose median is one figure. */
const films = 5

type Pages = { served: ServedPage; peer: Cornerstone }

/**
 * A large film that was not seen before, from the request until it is on the screen, in the page and in one of
 * cornerstone3D, in one Chromium without a graphics card and places of one size. Needs the built page (`npm run build`)
 * and npm's registry. `place`: a folder for the films.
 */
export function screen(place: string): { measurement: Measurement; close(): Promise<void> } {
  let opened: Promise<Pages> | undefined
  let written = 0

  const pages = (): Promise<Pages> => (opened ??= open(place))

  async function rate(paint: (path: string) => Promise<number>): Promise<number> {
    const times: number[] = []
    for (let i = 0; i < films; i++) {
      const path = join(place, `screen-${written++}.dcm`)
      await writeLargeFilm(path, `Film^${written}`)
      times.push(await paint(path))
    }
    return 1000 / median(times)
  }

  return {
    measurement: {
      name: `large film to the screen, ${largeFilm.columns} × ${largeFilm.rows} × 16 bits`,
      unit: 'films/s',
      peer: `cornerstone3D ${cornerstoneVersion}`,
      goal: 1,
      own: async () => {
        const { page } = (await pages()).served
        return rate(async (path) => {
          const time = await firstPaint(page, path)
          await page.getByTestId('verdict').waitFor()
          return time
        })
      },
      other: async () => {
        const { peer } = await pages()
        return rate((path) => peer.open(path))
      },
    },
    async close() {
      const { served, peer } = (await opened) ?? {}
      await peer?.close()
      await served?.close()
    },
  }
}

async function open(place: string): Promise<Pages> {
  const served = await servePage()
  const { page } = served
  await page.getByTestId('welcome').waitFor()
  // The first film starts threads and compiles code, on either side.
  const first = join(place, 'screen-first.dcm')
  await writeLargeFilm(first, 'First^Film')
  await firstPaint(page, first)
  await page.getByTestId('verdict').waitFor()
  const { width, height } = (await page.getByTestId('film-viewport').boundingBox())!
  const viewport = { width: Math.round(width), height: Math.round(height) }
  const peer = await openCornerstone(page.context().browser()!, place, viewport)
  await peer.open(first)
  return { served, peer }
}
