// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { useFindStore } from '#renderer/features/connections/find.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

it('tells of the last search alone, and not that the one before was ended', async () => {
  const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()]
  let asked = 0
  useFakeConnection({
    pacs: {
      query: (_: unknown, { signal }: { signal: AbortSignal }) => {
        const answer = answers[asked++]!
        signal.addEventListener('abort', () => answer.reject(signal.reason))
        return answer.promise
      },
    },
  })
  const find = useFindStore()
  const searches = [find.find('First', {}), find.find('Second', {})]
  answers[1]!.resolve({ studies: [], cut: false })
  await Promise.all(searches)
  expect([find.failure, find.found?.name, find.finding]).toEqual([undefined, 'Second', false])
})
