/**
 * Takes the pictures of the README in docs/pictures, from the built page and the sample films, so that they stay true:
 *
 *   npm run build && node scripts/on-node24.mjs scripts/filmStrip.ts
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { servePage } from '../test/e2e/servedPage.ts'

const folder = join(import.meta.dirname, '..', 'docs', 'pictures')

await mkdir(folder, { recursive: true })
const served = await servePage()
const { page } = served
const part = (name: string) => page.getByTestId(name)

/** Each picture as a small PNG: greys and a few colours are all that there is on the page. */
async function take(name: string): Promise<void> {
  await page.mouse.move(4, 890)
  await page.waitForTimeout(400)
  const picture = await page.screenshot()
  await writeFile(join(folder, `${name}.png`), await sharp(picture).png({ palette: true, effort: 10 }).toBuffer())
  console.log(`docs/pictures/${name}.png`)
}

/** From one place of the film's viewport to another, both as shares of its width and height. */
async function drag(from: [number, number], to: [number, number]): Promise<void> {
  const box = (await part('film-viewport').boundingBox())!
  const at = ([x, y]: [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const
  await page.mouse.move(...at(from))
  await page.mouse.down()
  await page.mouse.move(...at(to), { steps: 4 })
  await page.mouse.up()
}

try {
  await part('sample').last().locator('img').waitFor()
  await take('welcome')

  await part('samples').getByRole('button').first().click()
  const films = await part('worklist-row').count()
  for (let film = 0; film < films; film++) {
    await part('worklist-row').nth(film).getByRole('button').first().click()
    await part('verdict').waitFor()
    await page.waitForTimeout(200)
  }
  await part('worklist-order').selectOption('suspicion')
  await part('worklist-row').first().getByRole('button').first().click()
  await part('film-viewport').focus()
  await take('reading')

  await page.keyboard.press('e')
  await take('evidence')
  await page.keyboard.press('e')
  await page.keyboard.press('g')
  await take('experts')
  await page.keyboard.press('g')

  await page.keyboard.press('l')
  await drag([0.37, 0.74], [0.5, 0.74])
  await page.keyboard.press('a')
  await drag([0.454, 0.2], [0.429, 0.5])
  await drag([0.46, 0.5], [0.429, 0.68])
  await page.keyboard.press('o')
  await drag([0.36, 0.16], [0.41, 0.3])
  await take('measuring')

  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await part('second-film').waitFor()
  await page.waitForTimeout(1500)
  await take('compare')
  if (served.complaints.length > 0) throw new Error(served.complaints.join('\n'))
} finally {
  await served.close()
}
