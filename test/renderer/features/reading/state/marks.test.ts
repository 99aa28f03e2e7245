// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Mark } from '#shared/library.ts'
import { useAppStore } from '#renderer/base/connection/index.ts'
import { useMarksStore } from '#renderer/features/reading/state/marks.ts'
import { useFakeConnection } from '../../../support/fakeConnection.ts'

it('shows no verdict of the model before that comes after another one was activated', async () => {
  const slow: PromiseWithResolvers<Mark[]>[] = []
  let activeId = 'old'
  const markOf = (probability: number): Mark => ({ filmId: 'a', frame: 0, verdict: 'fracture', probability })
  useFakeConnection({
    app: { about: () => Promise.resolve({ activeModel: { id: activeId } }) },
    library: {
      marks: () => {
        if (activeId === 'new') return Promise.resolve([markOf(0.2)])
        slow.push(Promise.withResolvers())
        return slow.at(-1)!.promise
      },
    },
  })
  const [app, marks] = [useAppStore(), useMarksStore()]
  // What is asked for before the model is known counts.
  const first = marks.load()
  await app.load()
  slow[0]!.resolve([markOf(0.8)])
  await first
  expect(marks.readingOf('a', 0)?.probability).toBe(0.8)
  const [all, one] = [marks.load(), marks.loadOf('a')]
  activeId = 'new'
  await app.load()
  await flushPromises()
  expect(marks.readingOf('a', 0)?.probability).toBe(0.2)
  for (const answer of slow) answer.resolve([markOf(0.9)])
  await Promise.all([all, one])
  expect(marks.readingOf('a', 0)?.probability).toBe(0.2)
})
