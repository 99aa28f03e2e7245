// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import type { ReportStyle, Scan } from '#shared/scan.ts'
import ScanExport from '#renderer/features/scan/ScanExport.vue'
import { useFakeConnection } from '../../support/fakeConnection.ts'

const scan = { scanId: 's', options: { folder: '/films/ward' } } as Scan

it('names a report by the format in which it was asked for, whatever is chosen until it comes', async () => {
  let answer = () => {}
  const asked: ReportStyle[] = []
  const { pinia } = useFakeConnection({
    scans: {
      export: ({ style }: { style: ReportStyle }) => {
        asked.push(style)
        return new Promise((resolve) => (answer = () => resolve(new File(['rows'], 'scan'))))
      },
    },
  })
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  const page = mount(ScanExport, { props: { scan }, attachTo: document.body, global: { plugins: [pinia] } })
  await page.get('[data-testid="scan-save"]').trigger('click')
  await flushPromises()
  document.querySelector<HTMLButtonElement>('[data-testid="scan-download"]')!.click()
  await flushPromises()
  const format = document.querySelector<HTMLSelectElement>('[data-testid="scan-format"]')!
  format.value = 'jsonl'
  format.dispatchEvent(new Event('change'))
  answer()
  await flushPromises()
  expect(asked).toMatchObject([{ format: 'csv' }])
  expect(saved).toEqual(['ward.csv'])
  page.unmount()
})
