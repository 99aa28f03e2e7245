// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { Film } from '#shared/film.ts'
import { setLanguage } from '#renderer/base/language/index.ts'
import type { Pane } from '#renderer/features/viewport/drawing/pane.ts'
import FilmMarks from '#renderer/features/viewport/marks/FilmMarks.vue'

afterEach(() => setLanguage('en'))

it('writes the length of its bar as the language does', () => {
  const spacing = { rowMm: 0.002, columnMm: 0.002, calibration: 'calibrated' }
  const film = { header: { spacing } } as Film
  const pane = { size: { width: 400, height: 400 }, transform: { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 } } as Pane
  const text = () => mount(FilmMarks, { props: { film, pane } }).text()
  expect(text()).toMatch(/^0\.2 /)
  setLanguage('de')
  expect(text()).toMatch(/^0,2 /)
})
