// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { Comparison, Scan } from '#shared/scan.ts'
import ScanCompare from '#renderer/features/scan/ScanCompare.vue'
import { useScansStore } from '#renderer/features/scan/scans.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

const scanOf = (scanId: string) =>
  ({
    scanId,
    state: 'complete',
    options: { folder: '/films' },
    model: { name: scanId },
    createdAt: 0,
  }) as unknown as Scan
const comparisonOf = (file: string): Comparison => ({
  common: 1,
  moves: [],
  changed: [
    {
      ...{ file, frame: 0 },
      before: { verdict: 'fracture', probability: 0.9 },
      after: { verdict: 'uncertain', probability: 0.5 },
    },
  ],
})

let compare: ReturnType<typeof mount> | undefined
afterEach(() => compare?.unmount())

/** Of a scan with two others, by what is answered when. */
function mountCompare() {
  const answers = new Map(['large', 'small'].map((id) => [id, Promise.withResolvers<Comparison>()]))
  const { pinia } = useFakeConnection({
    scans: { compare: ({ before }: { before: string }) => answers.get(before)!.promise },
  })
  useScansStore().scans = ['own', 'large', 'small'].map(scanOf)
  compare = mount(ScanCompare, {
    props: { scan: scanOf('own') },
    global: { plugins: [pinia] },
    attachTo: document.body,
  })
  const part = <T extends Element>(selector: string) => document.querySelector<T>(selector)
  return {
    part,
    /** The comparison comes in which this file has changed, called as its scan is. */
    answer: async (id: string) => {
      answers.get(id)!.resolve(comparisonOf(id))
      await flushPromises()
    },
    open: async () => {
      await compare!.get('[data-testid="scan-compare"]').trigger('click')
      await flushPromises()
    },
    choose: async (id: string) => {
      const select = part<HTMLSelectElement>('[data-testid="scan-compare-dialog"] select')!
      select.value = id
      select.dispatchEvent(new Event('change'))
      await flushPromises()
    },
    file: () => part('[data-testid="scan-compare-dialog"] td .link')?.textContent.trim(),
  }
}

it('shows the comparison with the scan that is chosen, in whichever order the answers come', async () => {
  const { open, choose, answer, file } = mountCompare()
  await open()
  await choose('small')
  await answer('small')
  expect(file()).toBe('small')
  await answer('large')
  expect(file()).toBe('small')
  await choose('large')
  expect(file()).toBe('large')
})

it('shows no earlier comparison while the next one is made', async () => {
  const { open, choose, answer, file } = mountCompare()
  await open()
  await answer('large')
  expect(file()).toBe('large')
  await choose('small')
  expect(file()).toBeUndefined()
  await answer('small')
  expect(file()).toBe('small')
})

it('shows nothing that comes after the dialog was closed', async () => {
  const { open, choose, answer, file, part } = mountCompare()
  await open()
  await choose('small')
  part<HTMLElement>('[data-testid="scan-compare-dialog"]')!.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
  )
  await flushPromises()
  expect(part('[data-testid="scan-compare-dialog"]')).toBeNull()
  await answer('small')
  await open()
  // It begins with the first again, which is still on its way.
  expect(file()).toBeUndefined()
})
