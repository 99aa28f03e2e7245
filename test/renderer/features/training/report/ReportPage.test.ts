// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { TrainingRun } from '#shared/training.ts'
import { buildReport } from '#main/report/buildReport.ts'
import { setLanguage } from '#renderer/base/language/index.ts'
import ReportPage from '#renderer/features/training/report/ReportPage.vue'
import { reportInput } from '../../../../support/reportInput.ts'
import { testCard } from '../../../../support/testCard.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

const run = { runId: 'run', folder: '/films', name: 'Wrists', settings: {} } as TrainingRun
let page: ReturnType<typeof mount> | undefined

afterEach(() => {
  page?.unmount()
  setLanguage('en')
})

async function shown(aucInterval: [number, number], leak?: { films: number }) {
  const { metrics } = testCard()
  const card = testCard({ name: 'Wrists', metrics: { ...metrics, holdout: { ...metrics.holdout, aucInterval } } })
  const report = buildReport({ ...reportInput(), card, ...(leak ? { leak } : {}) })
  const activated: string[] = []
  const { pinia } = useFakeConnection({
    training: { report: () => Promise.resolve(report), picture: () => Promise.reject(new Error('no picture')) },
    models: {
      list: () => Promise.resolve([]),
      activate: ({ modelId }: { modelId: string }) => Promise.resolve(activated.push(modelId)),
    },
    app: { about: () => Promise.reject(new Error('not asked here')) },
  })
  page = mount(ReportPage, { props: { modelId: 'wrists', run }, global: { plugins: [pinia] }, attachTo: document.body })
  await flushPromises()
  return { page, activated }
}

const inDialog = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)

describe('what a training came to', () => {
  it('is used by one click where it is better than chance', async () => {
    const { page, activated } = await shown([0.6, 0.95])
    await page.get('[data-testid="activate"]').trigger('click')
    await flushPromises()
    expect(activated).toEqual(['wrists'])
  })

  it('asks first where the interval holds chance, and leaves the other model in use', async () => {
    const { page, activated } = await shown([0.41, 0.79])
    await page.get('[data-testid="activate"]').trigger('click')
    await flushPromises()
    expect(inDialog('chance-dialog')?.textContent).toContain('0.41')
    inDialog('compare-first')!.click()
    await flushPromises()
    expect([inDialog('chance-dialog'), activated]).toEqual([null, []])
    await page.get('[data-testid="activate"]').trigger('click')
    await flushPromises()
    inDialog('activate-anyway')!.click()
    await flushPromises()
    expect(activated).toEqual(['wrists'])
  })

  it('does not call figures worthless in German where only the validation leaked', async () => {
    const { page } = await shown([0.6, 0.95], { films: 0 })
    setLanguage('de')
    await flushPromises()
    expect(page.get('[data-testid="report-sentence"]').text()).toContain('die es nie gesehen hatte')
    expect(page.text()).toContain('Validierungsaufnahmen')
    expect(page.text()).not.toContain('nicht zu trauen')
  })
})
