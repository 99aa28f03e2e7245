import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'

const baselines = fileURLToPath(new URL('baselines/', import.meta.url))
const results = fileURLToPath(new URL('../../test-results/', import.meta.url))
const renewing = process.env.FRACTUREGUARD_BASELINES === 'renew'

/**
 * Of a pixel's colour, 0 … 1: beyond the rounding of layers and of the baseline's own few colours. Rims of letters are
 * left out.
 */
const threshold = 0.1
/**
 * A square of the page, in pixels, and how many of its pixels may be others: a letter may, an icon or a rim of a panel
 * may not.
 */
const windowSize = 32
const mostChanged = 60

type Picture = { data: Uint8Array; width: number; height: number }

async function decode(png: Buffer): Promise<Picture> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** A small file: greys and a few colours are all that there is on the page. */
const small = (png: Buffer): Promise<Buffer> =>
  sharp(png).removeAlpha().png({ palette: true, colours: 256, dither: 0, effort: 10 }).toBuffer()

/**
 * Compares the page as it stands with test/e2e/baselines/NAME.png. `varying` is painted over in both: times, above all.
 * Throws with what to do where they differ; the new picture and one of the differences are then in test-results. With
 * FRACTUREGUARD_BASELINES=renew it is rewritten instead.
 */
export async function compareWithBaseline(page: Page, name: string, varying: Locator[] = []): Promise<void> {
  // Nothing is hovered over, and what was begun is drawn.
  await page.mouse.move(1, 1)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const taken = await page.screenshot({
    animations: 'disabled',
    caret: 'hide',
    scale: 'css',
    mask: varying,
    maskColor: '#303030',
  })
  const kept = join(baselines, `${name}.png`)
  if (renewing) {
    await mkdir(baselines, { recursive: true })
    await writeFile(kept, await small(taken))
    return
  }
  if (!existsSync(kept))
    throw new Error(`There is no baseline of "${name}" yet: make it with npm run baselines, and look at it.`)
  const [now, before] = await Promise.all([decode(taken), decode(await readFile(kept))])
  if (now.width !== before.width || now.height !== before.height) {
    throw new Error(
      `"${name}" is ${now.width} × ${now.height} pixels, its baseline ${before.width} × ${before.height}.`,
    )
  }
  const difference = new Uint8Array(now.data.length)
  const changed = pixelmatch(before.data, now.data, difference, now.width, now.height, { threshold, windowSize })
  const files = {
    now: join(results, `baseline ${name} now.png`),
    difference: join(results, `baseline ${name} difference.png`),
  }
  if (changed <= mostChanged) {
    await Promise.all(Object.values(files).map((file) => rm(file, { force: true })))
    return
  }
  await mkdir(results, { recursive: true })
  await writeFile(files.now, taken)
  await sharp(difference, { raw: { width: now.width, height: now.height, channels: 4 } })
    .png()
    .toFile(files.difference)
  throw new Error(
    `"${name}" differs from its baseline, in ${changed} pixels of one place. Look at "test-results/baseline ${name} now.png" and "… difference.png"; ` +
      'if the page is meant to look so, renew the baselines with npm run baselines and commit them.',
  )
}
