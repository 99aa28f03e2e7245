import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FileHeader } from '#shared/film.ts'
import { verdictOf } from '#shared/reading.ts'
import { fileVersion } from '#main/files/index.ts'
import { Library } from '#main/library/library.ts'
import { dicomPhantom } from '../support/dicomPhantom.ts'
import { hasChromium } from './chromium.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const count = 10_000
/** More than fit on the screen, fewer than anybody would call a whole list. */
const fewRows = 40

let folder: string
let home: string
let served: ServedPage

const part = (name: string) => served.page.getByTestId(name)
const press = (key: string) => served.page.keyboard.press(key)
const rowCount = () => part('worklist-row').count()
/** As the list shows the patient of the film that was opened at this place. */
const nameAt = (index: number) => `Patient, ${String((index * 7919) % count).padStart(5, '0')}`
const firstName = () => part('worklist-row').first().locator('.name').textContent()
const chosenName = () =>
  part('worklist-row')
    .filter({ has: served.page.locator('[aria-current="true"]') })
    .locator('.name')
    .textContent()

const header: FileHeader = {
  format: 'dicom',
  transferSyntax: '1.2.840.10008.1.2.1',
  rows: 64,
  columns: 48,
  frames: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  photometric: 'MONOCHROME2',
  lossy: false,
  spacing: { calibration: 'none' },
  modality: 'DX',
}

/** A library as years of reading would leave it: every film with a file, two of three read. */
async function fillLibrary(): Promise<void> {
  const film = join(folder, 'film.dcm')
  await writeFile(film, dicomPhantom({ modality: 'DX' }))
  // All of them are the same file, whatever their headers say here.
  const version = await fileVersion(film)
  for (let tens = 0; tens < count / 100; tens++) await mkdir(join(folder, String(tens)))
  await mkdir(home, { recursive: true })
  const library = new Library(join(home, 'library.sqlite'))
  const points = { ruleOut: 0.2, ruleIn: 0.6 }
  for (let index = 0; index < count; index++) {
    const path = join(folder, String(Math.floor(index / 100)), `${index}.dcm`)
    await link(film, path)
    // Neither opened in the order of their names nor read in that of their dates.
    const patient = (index * 7919) % count
    const date = `20${String(10 + (patient % 15))}0${1 + (patient % 9)}1${patient % 10}`
    library.remember({
      path,
      version,
      name: `${index}.dcm`,
      header: {
        ...header,
        patientName: `Patient^${String(patient).padStart(5, '0')}`,
        bodyPart: 'HAND',
        studyDate: date,
      },
    })
    if (patient % 3 === 0) continue
    const probability = patient / count
    library.setFingerprint(path, `content ${index}`)
    library.noteReading(`content ${index}`, {
      frame: 0,
      model: { id: 'starter', name: '' },
      verdict: verdictOf(probability, points),
      probability,
    })
  }
  library.close()
}

/** Runs a piece of work on the page and prints how long its frames took meanwhile. */
async function frames(what: string, work: () => Promise<unknown>): Promise<void> {
  await served.page.evaluate(() => {
    const times: number[] = []
    let last = performance.now()
    const step = (now: number) => {
      times.push(now - last)
      last = now
      if (times.length < 1e5) (window as unknown as { frame: number }).frame = requestAnimationFrame(step)
    }
    Object.assign(window, { frames: times, frame: requestAnimationFrame(step) })
  })
  await work()
  const times = await served.page.evaluate(() => {
    const { frames: measured, frame } = window as unknown as { frames: number[]; frame: number }
    cancelAnimationFrame(frame)
    return measured.slice(1)
  })
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0)
  process.stdout.write(
    `${what}: ${times.length} frames, median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms\n`,
  )
}

/** Prints how long it takes until the page shows what was asked for. */
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now()
  await work()
  process.stdout.write(`${what}: ${Math.round(performance.now() - start)} ms\n`)
}

// One user's visit: each step stands on the one before.
describe.skipIf(!hasChromium)('a worklist of ten thousand films', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fractureguard-many-'))
    home = await mkdtemp(join(tmpdir(), 'fractureguard-home-'))
    await fillLibrary()
    await timed('start with 10,000 films', async () => {
      served = await servePage(home)
      await part('worklist-row').first().waitFor()
    })
  })
  afterAll(async () => {
    await served?.close()
    for (const one of [folder, home]) if (one) await rm(one, { recursive: true, force: true })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await served.screenshot(`failed ${task.name.replaceAll(/\W+/g, ' ')}`)
  })

  it('is there, with few rows drawn', async () => {
    await expect.poll(() => part('worklist-counts').textContent()).toContain('10,000 films')
    await part('verdict').waitFor()
    expect(await rowCount()).toBeLessThan(fewRows)
    expect(
      await part('worklist-row')
        .first()
        .getByRole('button')
        .first()
        .evaluate((row) => row.closest('li')!.getAttribute('aria-setsize')),
    ).toBe(String(count))
  })

  it('scrolls by wheel from top to bottom', async () => {
    await part('worklist-scroll').hover()
    const left = () =>
      part('worklist-scroll').evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop)
    await frames('by wheel', async () => {
      for (let turns = 0; turns < 500 && (await left()) > 1; turns++) {
        await served.page.mouse.wheel(0, 6000)
        expect(await rowCount()).toBeLessThan(fewRows)
      }
    })
    expect(await left()).toBeLessThan(2)
    await expect.poll(() => part('worklist-row').last().locator('.name').textContent()).toBe(nameAt(count - 1))
  })

  it('goes to its ends and on by keyboard', async () => {
    await part('film-viewport').focus()
    await press('End')
    await expect.poll(chosenName).toBe(nameAt(count - 1))
    await frames('by arrow keys', async () => {
      for (let steps = 0; steps < 60; steps++) await press('ArrowUp')
    })
    await expect.poll(chosenName).toBe(nameAt(count - 61))
    expect(await rowCount()).toBeLessThan(fewRows)
    await press('Home')
    await expect.poll(chosenName).toBe(nameAt(0))
    expect(await part('worklist-scroll').evaluate((list) => list.scrollTop)).toBe(0)
  })

  it('sorts, filters and finds', async () => {
    await timed('sorted by suspicion', async () => {
      await part('worklist-order').selectOption('suspicion')
      await expect.poll(firstName, { interval: 5 }).toBe('Patient, 09998')
    })
    await timed('sorted by name', async () => {
      await part('worklist-order').selectOption('name')
      await expect.poll(firstName, { interval: 5 }).toBe('Patient, 00000')
    })
    await timed('filtered', async () => {
      await part('worklist-filter').selectOption('fracture')
      await expect.poll(firstName, { interval: 5 }).toBe('Patient, 06001')
    })
    await part('worklist-filter').selectOption('all')
    await timed('found', async () => {
      await part('worklist-search').fill('hand 04711')
      await expect.poll(rowCount, { interval: 5 }).toBe(1)
    })
    expect(await firstName()).toBe('Patient, 04711')
    await frames('while typing', async () => {
      await part('worklist-search').fill('')
      await part('worklist-search').pressSequentially('patient 0999 hand', { delay: 30 })
    })
    // 09990 to 09999, and 00999.
    await expect.poll(rowCount).toBe(11)
    await part('worklist-search').fill('')
    await part('worklist-order').selectOption('opened')
  })

  it('opens a film from its middle, and two of them side by side', async () => {
    await part('worklist-scroll').evaluate((list) => list.scrollTo(0, list.scrollHeight / 2))
    await timed('opened', async () => {
      await part('worklist-row').nth(8).getByRole('button').first().click()
      await part('verdict').waitFor()
    })
    await part('film-viewport').focus()
    // Closed before its film has come.
    await press('c')
    await press('c')
    await timed('compared', async () => {
      await press('c')
      await part('second-film').waitFor()
      expect(await part('second-film').locator('option').count()).toBe(200)
    })
    await press('c')
    await part('worklist-scroll').hover()
    await frames('from the middle on', async () => {
      for (let turns = 0; turns < 20; turns++) await served.page.mouse.wheel(0, 300)
    })
  })

  it('is closed as a whole', async () => {
    await timed('closed', async () => {
      await part('close-all').click()
      await part('welcome').waitFor()
    })
    await served.page.reload()
    await part('welcome').waitFor()
    expect(served.complaints).toEqual([])
  })
})
