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
    await walkedScan(fleet, 'Ankles', fleetTerms(await sampleFiles(12)))
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
      .toEqual(['Ankles Reading 0 of 12 files', 'Wrists of 2024 Finished 30 of 30 files 3 not-an-image'])
    expect(await part('fleet-workers').innerText()).toBe('0 workers read')
    await part('scan-folder').waitFor()
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('fleet-1440')
    await served.page.setViewportSize({ width: 1024, height: 640 })
    await served.screenshot('fleet-1024')
    await served.page.setViewportSize({ width: 1440, height: 900 })
    expect(served.complaints).toEqual([])
  })

  it('say so when the database is away', async () => {
    await server.stop()
    await expect.poll(() => part('fleet').innerText(), { timeout: 60_000 }).toContain('does not answer')
    await served.screenshot('fleet-silent')
  })
})
