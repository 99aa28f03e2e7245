// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Job } from '#shared/job.ts'
import type { Scan } from '#shared/scan.ts'
import ScanFigures from '#renderer/features/scan/ScanFigures.vue'

const scan = {
  state: 'running',
  summary: { verdicts: { fracture: 3, 'no-fracture': 8 }, errors: { malformed: 2 }, filtered: 0 },
} as unknown as Scan
const job = (numbers: Record<string, number>) =>
  ({ state: 'running', progress: { stage: 'read', done: 0, total: 20, numbers } }) as unknown as Job

it('shows what was counted before a pause until the resumed scan has counted itself', async () => {
  const figures = mount(ScanFigures, { props: { scan, job: job({}) } })
  const counts = () =>
    ['fracture', 'no-fracture', 'error'].map((name) => figures.get(`[data-testid="scan-count-${name}"]`).text())
  expect(counts()).toEqual(['3', '8', '2'])
  await figures.setProps({ job: job({ fracture: 4, 'no-fracture': 9, errors: 2 }) })
  expect(counts()).toEqual(['4', '9', '2'])
})

it('shows the last numbers of a job that has ended until the scan is known as it ended', async () => {
  const ended = { ...job({ fracture: 9, 'no-fracture': 9, errors: 2 }), state: 'succeeded' } as Job
  const figures = mount(ScanFigures, { props: { scan, job: ended } })
  const fractures = () => figures.get('[data-testid="scan-count-fracture"]').text()
  expect(fractures()).toBe('9')
  const summary = { ...scan.summary!, verdicts: { fracture: 10 }, files: 20, filmsPerSecond: 1, milliseconds: 1 }
  await figures.setProps({ scan: { ...scan, state: 'complete', summary } as unknown as Scan })
  expect(fractures()).toBe('10')
})
