// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Reading } from '#shared/reading.ts'
import { makeFilm, makeGreyFilm, makeReading } from '../../../support/films.ts'
import { testCard } from '../../../../support/testCard.ts'
import { problemError, useFakeConnection } from '../../../support/fakeConnection.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import ReadingPanel from '#renderer/features/reading/panel/ReadingPanel.vue'
import { useOverlaysStore } from '#renderer/features/reading/state/overlays.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import { readingWords } from '#renderer/features/reading/words/reading.ts'
import { useViewportStore } from '#renderer/features/viewport/state/viewport.ts'

const report = { curves: { calibration: [{ claimed: 0.88, observed: 0.75, films: 40 }] }, columns: [] }

function mountWith(read: () => Promise<Reading>, written: unknown = report) {
  const { pinia } = useFakeConnection({
    readings: { read, seen: ({ filmId }: { filmId: string }) => Promise.resolve({ seen: filmId === 'a' }) },
    models: { show: () => Promise.resolve(testCard()) },
    training: { report: () => (written ? Promise.resolve(written) : Promise.reject(new Error('none'))) },
  })
  useFilmsStore().add({ type: 'film', film: makeFilm('a') })
  return mount(ReadingPanel, { global: { plugins: [pinia] } })
}

async function mountRead(reading: Reading) {
  const panel = mountWith(() => Promise.resolve(reading))
  await useReadingsStore().read('a', 0)
  await flushPromises()
  return panel
}

const find = (panel: ReturnType<typeof mount>, id: string) => panel.get(`[data-testid="${id}"]`)

describe('the reading panel', () => {
  it('reads on request, and shows that it reads', async () => {
    let answer: (reading: Reading) => void = () => {}
    const panel = mountWith(() => new Promise((resolve) => (answer = resolve)))
    expect(panel.text()).toContain(readingWords.idle)
    await panel.get('button').trigger('click')
    expect(panel.text()).toContain(readingWords.running)
    expect(panel.find('[role="progressbar"]').exists()).toBe(true)
    answer(makeReading())
    await flushPromises()
    expect(find(panel, 'verdict').text()).toContain('Fracture')
  })

  it.each([
    ['fracture', 0.87, 'Fracture', '0.87'],
    ['uncertain', 0.5, 'Uncertain', '0.50'],
    ['no-fracture', 0.001, 'No fracture', '<0.01'],
  ] as const)('tells %s by word, shape and number', async (verdict, probability, word, number) => {
    const panel = await mountRead(makeReading({ verdict, probability }))
    expect(find(panel, 'verdict').get('h2').text()).toBe(word)
    expect(find(panel, 'verdict').find('svg').exists()).toBe(true)
    expect(find(panel, 'probability').text()).toBe(number)
    expect(find(panel, 'needle').attributes('style')).toContain(`left: ${(100 * probability).toFixed(2)}%`)
  })

  it('marks the operating points and names the three zones with their ranges', async () => {
    const panel = await mountRead(makeReading())
    const scale = find(panel, 'probability-scale')
    expect(find(panel, 'rule-out').attributes('style')).toContain('left: 20.00%')
    expect(find(panel, 'rule-in').attributes('style')).toContain('left: 70.00%')
    expect(scale.findAll('li').map((zone) => zone.text())).toEqual([
      'No fracture≤ 0.20',
      'Uncertain0.20 – 0.70',
      'Fracture≥ 0.70',
    ])
    expect(scale.get('.here').text()).toContain('Fracture')
  })

  it('shows branches, experts, model, engine, time and warnings in words', async () => {
    const panel = await mountRead(makeReading({ warnings: ['lossy', 'something-new'] }))
    expect(
      find(panel, 'branches')
        .findAll('li')
        .map((bar) => bar.text()),
    ).toEqual(['Teacher0.91', 'Student0.82'])
    expect(
      find(panel, 'experts')
        .findAll('li')
        .map((bar) => bar.text()),
    ).toEqual(['Expert 175 %', 'Expert 225 %'])
    expect(find(panel, 'about-reading').text()).toMatch(/Starter.*onnx-cpu.*120 ms/)
    expect(
      find(panel, 'warnings')
        .findAll('p')
        .map((line) => line.text()),
    ).toEqual([readingWords.warning('something-new'), readingWords.warning('lossy')])
  })

  it('says what the number means: of test films that scored alike, else of those with the verdict', async () => {
    const panel = await mountRead(makeReading())
    expect(find(panel, 'meaning-share').text()).toBe(
      'Of 100 test films that score near 0.87, about 75 have a fracture (counted on 40).',
    )
    expect(find(panel, 'meaning-missed').text()).toMatch(
      /misses about \d+ in 100 fractures \(95 % interval \d+ – \d+\)/,
    )
    expect(find(panel, 'trained-on').text()).toContain('trained on this film')
    const bundled = mountWith(() => Promise.resolve(makeReading()), null)
    await useReadingsStore().read('a', 0)
    await flushPromises()
    expect(find(bundled, 'meaning-share').text()).toMatch(/with this verdict|test films got this verdict/)
  })

  it('warns of a film on the screen that has not been read, or cannot be', async () => {
    const panel = mountWith(() => Promise.reject(problemError({ code: 'not-found', message: 'Not there.' })))
    const viewport = useViewportStore()
    viewport.shows('a', { ...makeGreyFilm({ values: Uint8Array.of(0) }), warnings: ['shuttered'] })
    await flushPromises()
    expect(find(panel, 'warnings').text()).toContain(readingWords.warning('shuttered'))
    await useReadingsStore().read('a', 0)
    await flushPromises()
    expect(panel.text()).toContain(readingWords.failed)
    expect(find(panel, 'warnings').text()).toContain(readingWords.warning('shuttered'))
    viewport.shows('b', { ...makeGreyFilm({ values: Uint8Array.of(0) }), warnings: ['lossy'] })
    await flushPromises()
    expect(panel.find('[data-testid="warnings"]').exists()).toBe(false)
  })

  it('points out that teacher and student disagree', async () => {
    const agreeing = await mountRead(makeReading())
    expect(agreeing.text()).not.toContain(readingWords.disagree)
    const parted = await mountRead(makeReading({ branches: { teacher: 0.9, student: 0.1 } }))
    expect(parted.text()).toContain(readingWords.disagree)
  })

  it('lists all classes once there are more than two', async () => {
    const classes = ['No fracture', 'Hairline', 'Compound'].map((name, index) => ({
      name,
      probability: [0.2, 0.5, 0.3][index]!,
    }))
    const panel = await mountRead(makeReading({ classes }))
    expect(
      find(panel, 'classes')
        .findAll('li')
        .map((bar) => bar.text()),
    ).toEqual(['No fracture0.20', 'Hairline0.50', 'Compound0.30'])
  })

  it('shows the legend of an overlay while it is on, with numbers', async () => {
    const panel = await mountRead(makeReading())
    expect(panel.find('[data-testid="legend-evidence"]').exists()).toBe(false)
    await find(panel, 'switch-evidence').trigger('click')
    await find(panel, 'switch-gating').trigger('click')
    const overlays = useOverlaysStore()
    expect([overlays.evidence.visible, overlays.gating.visible]).toEqual([true, true])
    expect(find(panel, 'legend-evidence').text()).toMatch(/0\+0\.50\+1\.00$/)
    expect(
      find(panel, 'legend-gating')
        .findAll('li')
        .map((entry) => entry.text()),
    ).toEqual(['1 75 %', '2 25 %'])
  })

  it('says so when nothing speaks for a fracture', async () => {
    const panel = await mountRead(makeReading({ maps: { ...makeReading().maps, evidence: [-1, -2, -3, 0] } }))
    await find(panel, 'switch-evidence').trigger('click')
    expect(find(panel, 'legend-evidence').text()).toBe(readingWords.evidenceNone)
  })

  it('shows a failure with its sentence and a way out', async () => {
    const problem = { code: 'compute-crashed' as const, message: 'The process stopped.' }
    const read = vi
      .fn<() => Promise<Reading>>()
      .mockRejectedValueOnce(problemError(problem))
      .mockResolvedValue(makeReading())
    const panel = mountWith(read)
    await useReadingsStore().read('a', 0)
    await flushPromises()
    expect(find(panel, 'problem').text()).toContain('The process stopped.')
    expect(find(panel, 'problem-details').text()).toContain('code: compute-crashed')
    await find(panel, 'problem').get('button').trigger('click')
    await flushPromises()
    expect(panel.find('[data-testid="verdict"]').exists()).toBe(true)
  })
})
