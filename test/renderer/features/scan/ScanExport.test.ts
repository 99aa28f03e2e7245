// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { ReportStyle, Scan } from '#shared/scan.ts'
import ScanExport from '#renderer/features/scan/ScanExport.vue'
import { useFakeConnection } from '../../support/fakeConnection.ts'

const scan = { scanId: 's', options: { folder: '/films/wrists' } } as unknown as Scan

afterEach(() => void vi.restoreAllMocks())

it('calls a file by the format that it has, whatever is chosen while it is written', async () => {
  const written = Promise.withResolvers<File>()
  const asked = vi.fn((_: { style: ReportStyle }) => written.promise)
  const { pinia } = useFakeConnection({ scans: { export: asked } })
  const names: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  const button = mount(ScanExport, { props: { scan }, global: { plugins: [pinia] }, attachTo: document.body })
  await button.get('[data-testid="scan-save"]').trigger('click')
  await flushPromises()
  document.querySelector<HTMLElement>('[data-testid="scan-download"]')!.click()
  const format = document.querySelector<HTMLSelectElement>('[data-testid="scan-format"]')!
  format.value = 'jsonl'
  format.dispatchEvent(new Event('change'))
  written.resolve(new File(['file'], 'report'))
  await flushPromises()
  expect(asked.mock.calls[0]![0].style.format).toBe('csv')
  expect(names).toEqual(['wrists.csv'])
  button.unmount()
})
