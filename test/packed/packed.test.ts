import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { writeBarFilms } from '../support/barFilms.ts'
import { dicomPhantom } from '../support/dicomPhantom.ts'

/** What `npm run smoke` drives; docs/electron.md lists what only this can show. */
const executablePath = process.env.FRACTUREGUARD_PACKED!
const pictures = 'test-results/smoke'

let folder: string
let home: string
let electron: ElectronApplication
let page: Page
const outside: string[] = []
const part = (id: string) => page.getByTestId(id)

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'fractureguard-smoke-films-'))
  home = join(folder, 'home')
  await writeBarFilms(join(folder, 'films'), 24)
  await writeFile(join(folder, 'bone.dcm'), dicomPhantom({ rows: 128, columns: 96 }))
  const env = { ...(process.env as Record<string, string>), FRACTUREGUARD_HOME: home }
  // As a file manager does: the film is a word of the command line.
  electron = await _electron.launch({ executablePath, args: [join(folder, 'bone.dcm')], env, timeout: 120_000 })
  page = await electron.firstWindow()
  page.on('request', (request) => {
    if (!/^(fractureguard|blob|data):/.test(request.url())) outside.push(request.url())
  })
})
afterEach(({ task }) =>
  page?.screenshot({ path: `${pictures}/${task.name.replaceAll(/\W+/g, ' ')}.png` }).then(() => undefined),
)
afterAll(async () => {
  await electron?.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('runs on the Electron and the Node that it was packed with, from its archive, sandboxed', async () => {
  const found = await electron.evaluate(({ app }) => ({
    packed: app.isPackaged,
    path: app.getAppPath(),
    electron: process.versions.electron,
    node: process.versions.node,
    profile: app.getPath('userData'),
  }))
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
  expect(found).toMatchObject({ packed: true, electron: devDependencies.electron, profile: join(home, 'window') })
  expect(found.path).toMatch(/app\.asar$/)
  expect(Number.parseInt(found.node, 10)).toBeGreaterThanOrEqual(24)
  expect(page.url()).toMatch(/^fractureguard:\/\/page\//)
  expect(await page.evaluate(() => [typeof window.fractureguard, 'require' in window, 'process' in window])).toEqual([
    'object',
    false,
    false,
  ])
})

it('opens the film that it was started with, and reads it', async () => {
  await part('film-viewport').waitFor({ timeout: 60_000 })
  await expect.poll(() => part('worklist-row').allTextContents()).toEqual([expect.stringContaining('bone.dcm')])
  await part('verdict').waitFor({ timeout: 120_000 })
})

it('scans a folder', async () => {
  await part('view-scan').click()
  await part('scan-folder').fill(join(folder, 'films'))
  await part('scan-start').click()
  await expect.poll(() => part('scan-state').textContent(), { timeout: 240_000 }).toBe('Finished')
})

it('trains a model', async () => {
  await part('view-settings').click()
  await part('settings-training').click()
  await part('training-folder').fill(join(folder, 'films'))
  await part('training-inspect').click()
  await part('inspection').waitFor({ timeout: 120_000 })
  await part('to-recipe').click()
  await part('start-training').click()
  await part('report-sentence').waitFor({ timeout: 900_000 })
})

it('spoke to nobody, and wrote down that it met no error', async () => {
  expect(outside).toEqual([])
  expect(await readFile(join(home, 'logs', 'fractureguard.log'), 'utf8')).not.toMatch(
    /"event":"(unexpected|compute-killed)"/,
  )
})
