// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#shared/finding.ts'
import { makeFilm, makeReading } from '../../../support/films.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import FindingLayer from '#renderer/features/reading/findings/FindingLayer.vue'
import FindingList from '#renderer/features/reading/findings/FindingList.vue'
import { pictureCaption } from '#renderer/features/reading/findings/pictureCaption.ts'
import { useFindingsStore } from '#renderer/features/reading/state/findings.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import type { Affine } from '#renderer/features/viewport/index.ts'
import { boundsOf } from '#renderer/features/viewport/index.ts'

const likely: Finding = { x: 100, y: 50, width: 40, height: 20, probability: 0.91, point: 'rule-in' }
const possible: Finding = { x: 10, y: 150, width: 20, height: 30, probability: 0.42, point: 'rule-out' }

async function read(findings: Finding[] | null) {
  const { pinia } = useFakeConnection({ readings: { read: () => Promise.resolve(makeReading({ findings })) } })
  useFilmsStore().add({ type: 'film', film: makeFilm('a') })
  await useReadingsStore().read('a', 0)
  await flushPromises()
  return { global: { plugins: [pinia] } }
}

const paneOf = (transform: Affine) => ({
  ...{ shownId: 'a', frame: 0, shape: undefined, planes: [], view: undefined, adapter: undefined },
  ...{ transform, size: { width: 800, height: 600 } },
})

/** Zoomed; a quarter turn; mirrored; pixels that are twice as high as wide, turned. */
const views: Affine[] = [
  { a: 2, b: 0, c: 0, d: 2, e: 30, f: 40 },
  { a: 0, b: 1.5, c: -1.5, d: 0, e: 500, f: 20 },
  { a: -2, b: 0, c: 0, d: 2, e: 600, f: 0 },
  { a: 0, b: 1, c: -2, d: 0, e: 500, f: 30 },
]

describe('the findings of a reading', () => {
  it.each(views)('are drawn where they lie, however the film is shown: %o', async (transform) => {
    const layer = mount(FindingLayer, { ...(await read([likely, possible])), props: { pane: paneOf(transform) } })
    const drawn = layer.findAll('[data-testid="finding"]')
    expect(drawn.map((one) => one.attributes('aria-label'))).toEqual(['likely 0.91', 'possible 0.42'])
    for (const [index, finding] of [likely, possible].entries()) {
      const box = drawn[index]!.get('[data-testid="finding-box"]')
      const { x, y, width, height } = boundsOf(transform, finding)
      expect(['x', 'y', 'width', 'height'].map((name) => Number(box.attributes(name)))).toEqual([x, y, width, height])
      // Solid where it is likely, dotted where it is possible.
      expect(box.attributes('stroke-dasharray') === undefined).toBe(finding.point === 'rule-in')
    }
  })

  it('are hidden on request', async () => {
    const layer = mount(FindingLayer, { ...(await read([likely])), props: { pane: paneOf(views[0]!) } })
    expect(layer.findAll('[data-testid="finding"]')).toHaveLength(1)
    useFindingsStore().toggle()
    await flushPromises()
    expect(layer.findAll('[data-testid="finding"]')).toHaveLength(0)
  })

  it('are stepped through, round and round, and marked out', async () => {
    const layer = mount(FindingLayer, { ...(await read([likely, possible])), props: { pane: paneOf(views[0]!) } })
    const findings = useFindingsStore()
    const current = async () => {
      await flushPromises()
      return layer.findAll('[data-testid="finding"]').map((one) => one.attributes('data-current'))
    }
    expect(await current()).toEqual(['false', 'false'])
    const seen = []
    for (const by of [1, 1, 1, -1, -1] as const) {
      findings.step(by)
      seen.push(findings.currentOf('a', 0))
    }
    expect(seen).toEqual([0, 1, 0, 1, 0])
    expect(await current()).toEqual(['true', 'false'])
  })

  it('are told in a list', async () => {
    const said = async (findings: Finding[] | null) =>
      mount(FindingList, { ...(await read(findings)), props: { findings } })
        .get('[data-testid="findings-said"]')
        .text()
    expect(await said([likely, possible])).toBe('2 findings: likely 0.91, possible 0.42')
    expect(await said([possible])).toBe('1 finding: possible 0.42')
    expect(await said([])).toBe('No finding above the rule-out point')
    expect(await said(null)).toBe('This model does not locate findings.')
  })

  it('stand below a saved picture, with verdict, model and notice', () => {
    expect(pictureCaption(makeReading({ findings: [likely] }), false)).toEqual([
      'Fracture 0.87 · Model: Starter',
      '1 finding: likely 0.91',
      'Research and teaching only; not a medical device',
    ])
    expect(pictureCaption(makeReading(), true)[2]).toBe(
      'Evidence: What each place adds to the verdict. It does not outline a fracture.',
    )
    expect(
      pictureCaption(makeReading({ verdict: 'not-judged', notJudged: 'not-x-ray', findings: [likely] }), true),
    ).toEqual([
      'Not judged · Model: Starter',
      expect.stringContaining('not a radiograph'),
      'Research and teaching only; not a medical device',
    ])
    expect(pictureCaption(makeReading({ warnings: ['lossy', 'read-turned'] }), false)).toContainEqual(
      expect.stringContaining('It was rotated before it was read.'),
    )
    expect(pictureCaption(undefined, false)).toEqual([
      'Not read by a model',
      'Research and teaching only; not a medical device',
    ])
  })
})
