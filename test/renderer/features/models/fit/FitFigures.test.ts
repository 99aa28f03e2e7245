// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { fitToPlace } from '#main/evaluation/index.ts'
import FitFigures from '#renderer/features/models/fit/FitFigures.vue'
import type { FitResult } from '#renderer/features/models/fit/fit.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

const films = Array.from({ length: 60 }, (_, i) => ({
  ...{ fractured: i % 2 === 0, group: i, probability: i % 2 === 0 ? 0.4 + i / 120 : 0.1 + i / 120 },
}))
const { points, figures, refit } = fitToPlace(films, { ruleOut: 0.2, ruleIn: 0.8 }, 1)

function sentences(seen: number | undefined): string {
  const { pinia } = useFakeConnection({})
  const result: FitResult = {
    ...{ type: 'fitted', model: { id: 'ward', name: 'Ward' }, points, unread: [] },
    ...(seen === undefined ? {} : { seen }),
    fitted: {
      ...{ parent: { id: 'p', name: 'P' }, at: '2026-01-01T00:00:00.000Z', ...refit },
      ...{ pointsBefore: { ruleOut: 0.2, ruleIn: 0.8 }, figures },
    },
  }
  return mount(FitFigures, { props: { result, active: false }, global: { plugins: [pinia] } }).text()
}

it('says how many films were left out since the model knew them, and where that is not known', () => {
  expect(sentences(3)).toContain('3 films')
  expect(sentences(3)).not.toContain('not known')
  expect(sentences(0)).not.toMatch(/not known|left out/)
  expect(sentences(undefined)).toContain('It is not known whether the model was trained on some of these films')
})
