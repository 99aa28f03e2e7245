import { expect, it } from 'vitest'
import { shortcutOf } from '#main/evaluation/index.ts'

const films = (perClass: number, gain: number) =>
  Array.from({ length: 2 * perClass }, (_, group) => {
    const fractured = group % 2 === 1
    // In an order that says nothing of the class, but for what is added.
    return { fractured, group, probability: ((group >> 1) % 17) / 20 + (fractured ? gain : 0) }
  })

it('answers by the interval of the area: found above chance, none where it reaches nothing that matters', () => {
  expect(shortcutOf(films(170, 0), 0.6, 1)).toMatchObject({ answer: 'none', auc: { value: 0.5 } })
  expect(shortcutOf(films(170, 0.15), 0.6, 1)).toMatchObject({ answer: 'found' })
  expect(shortcutOf(films(17, 0.05), 0.6, 1)).toMatchObject({ answer: 'unclear' })
  expect(shortcutOf(films(17, 1), 0.6, 1)).toMatchObject({ answer: 'found', auc: { value: 1, interval: [1, 1] } })
})

it('does not say that there is no sign where little but the anatomy is shown', () => {
  expect(shortcutOf(films(170, 0), 0.2, 1)).toMatchObject({ answer: 'unclear' })
  expect(shortcutOf(films(170, 0.15), 0.2, 1)).toMatchObject({ answer: 'found' })
})
