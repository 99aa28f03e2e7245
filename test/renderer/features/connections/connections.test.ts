import { expect, it } from 'vitest'
import { useConnectionsStore } from '#renderer/features/connections/connections.ts'
import { useFakeConnection } from '../../support/fakeConnection.ts'

it('says nothing of a connection that came since under the name of the one that was tested', async () => {
  const answer = Promise.withResolvers<void>()
  const list = { connections: [], secrets: 'file' }
  useFakeConnection({
    pacs: {
      test: () => answer.promise,
      remove: () => Promise.resolve(list),
      add: () => Promise.resolve({}),
      list: () => Promise.resolve(list),
    },
  })
  const connections = useConnectionsStore()
  const testing = connections.test('Archive')
  await connections.remove('Archive')
  await connections.add({ kind: 'dicomweb', name: 'Archive', url: 'http://localhost/' })
  answer.resolve()
  await testing
  expect(connections.tests.get('Archive')).toBeUndefined()
})
