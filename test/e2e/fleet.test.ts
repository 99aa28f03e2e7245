import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { fakeRead } from '../support/fakeReadings.ts'
import { fakeWork, fleetTerms, openFleet, walkedScan } from '../support/fleet.ts'
import { hasPostgres, startPostgres, type TestServer } from '../support/postgres.ts'
import { sampleFiles } from '../support/sampleFiles.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

describe.skipIf(!hasChromium || !hasPostgres)('scans of a fleet on the page', () => {
  let server: TestServer
  let served: ServedPage
  beforeAll(async () => {
    server = await startPostgres()
    const url = await server.newDatabase()
    const fleet = await openFleet(url)
    await walkedScan(fleet, 'Wrists of 2024', fleetTerms(await sampleFiles(30)))
    const readFile = async (path: string) => {
      if (path.endsWith('7.dcm')) throw new ProblemError('file-empty')
      return fakeRead()
    }
    await fakeWork(fleet, { readFile })
    const { id } = await walkedScan(fleet, 'Ankles', fleetTerms(await sampleFiles(12)))
    // A worker that lives for as long as this test may take.
    await fleet.database.query(
      `insert into fractureguard.worker (id, host, pid, engine, program_version, rates, seen_at)
       values (gen_random_uuid(), 'reading-3', 1, 'onnx-cpu', '0.1.0', $1, now() + interval '1 hour')`,
      [JSON.stringify({ [id]: 0.25 })],
    )
    await fleet.close()
    process.env.FRACTUREGUARD_FLEET = url
    served = await servePage()
  })
  afterAll(async () => {
    delete process.env.FRACTUREGUARD_FLEET
    await served?.close()
  })

  const part = (name: string) => served.page.getByTestId(name)
  const lines = async (): Promise<string[]> =>
    (await part('fleet-scan').allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' ').trim())

  it('are listed with what they have come to, newest first, and a fresh scan can still be begun', async () => {
    await part('view-scan').click()
    await part('fleet').waitFor()
    await expect
      .poll(lines)
      .toEqual([
        'Ankles Reading 0 of 12 files 0.3 films/s about 48 s left',
        'Wrists of 2024 Finished 30 of 30 files 3 not-an-image',
      ])
    expect(await part('fleet-workers').innerText()).toBe('1 worker')
    await part('scan-folder').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
      [1024, 640],
      [390, 844],
    ]) {
      await served.page.setViewportSize({ width, height })
      await served.screenshot(`fleet-${width}`)
    }
    await served.page.setViewportSize({ width: 1440, height: 900 })
    expect(served.complaints).toEqual([])
  })

  it('say so when the database is away', async () => {
    await server.stop()
    await expect.poll(() => part('fleet').innerText(), { timeout: 60_000 }).toContain('does not answer')
    await served.screenshot('fleet-silent')
  })
})
