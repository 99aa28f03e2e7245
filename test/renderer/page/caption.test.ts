// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '#renderer/base/language/index.ts'
import { useFilmsStore } from '#renderer/features/films/films.ts'
import { useReadingsStore } from '#renderer/features/reading/state/readings.ts'
import { captionLines } from '#renderer/page/commands/caption.ts'
import { makeFilm, makeReading } from '../support/films.ts'
import { useFakeConnection } from '../support/fakeConnection.ts'

afterEach(() => setLanguage('en'))

describe('what stands below a saved or printed film', () => {
  it('is the verdict, the findings, the model and the notice, in the page’s language, and nobody’s name', async () => {
    useFakeConnection({ readings: { read: () => Promise.resolve(makeReading()) } })
    const film = makeFilm('a', { patientName: 'Roe^Jane', patientId: 'ID1' })
    useFilmsStore().add({ type: 'film', film })
    expect(captionLines().at(-1)).toMatch(/not a medical device/i)
    await useReadingsStore().read('a', 0)
    await flushPromises()
    const said = captionLines().join('\n')
    expect(said).toMatch(/^Fracture 0\.87.*Starter/)
    expect(said).toMatch(/inding/)
    expect(said).toMatch(/onnx-cpu/)
    expect(captionLines().at(-1)).toMatch(/not a medical device/i)
    expect(said).not.toMatch(/Roe|ID1/)
    setLanguage('de')
    expect(captionLines().join('\n')).toMatch(/^Fraktur 0,87[^]*[Kk]ein Medizinprodukt/)
  })
})
