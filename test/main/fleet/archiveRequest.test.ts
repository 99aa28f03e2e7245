import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parseArchive } from '#main/fleet/sources/archive.ts'
import { archiveRequest } from '#main/fleet/sources/archiveRequest.ts'
import { startFakeArchive, type FakeArchive } from '../../support/fakeArchive.ts'

let archive: FakeArchive
let other: FakeArchive
beforeEach(async () => {
  archive = await startFakeArchive()
  other = await startFakeArchive()
  vi.stubEnv('FRACTUREGUARD_DICOMWEB_AUTHORIZATION', 'Bearer made-up')
  vi.stubEnv('FRACTUREGUARD_DICOMWEB_ORIGIN', new URL(archive.base).origin)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const one of [archive, other]) await one.close()
})

const ask = (base: string) =>
  archiveRequest(parseArchive(`${base}?x=1`), 'studies', { accept: 'application/dicom+json' })
const toldOf = ({ requests }: FakeArchive) => requests.map(({ authorization }) => authorization)

it('tells the archive that it is for who asks, and no other one that a scan names', async () => {
  await ask(archive.base)
  await ask(other.base)
  expect([toldOf(archive), toldOf(other)]).toEqual([['Bearer made-up'], [undefined]])
  other.refuse(() => 401)
  await expect(ask(other.base)).rejects.toMatchObject({ id: 'fleet-archive-origin', code: 'interrupted' })
})

it.each(['', 'archive', 'https://archive/dicom-web', 'file:///'])(
  'asks nobody where the archive that it is for is %j',
  async (origin) => {
    vi.stubEnv('FRACTUREGUARD_DICOMWEB_ORIGIN', origin)
    await expect(ask(archive.base)).rejects.toMatchObject({ id: 'fleet-archive-origin', code: 'interrupted' })
    expect(toldOf(archive)).toEqual([])
  },
)

it('sends it to no other machine unencrypted', async () => {
  vi.stubEnv('FRACTUREGUARD_DICOMWEB_ORIGIN', 'http://archive.invalid')
  await expect(ask('http://archive.invalid/dicom-web')).rejects.toMatchObject({
    ...{ id: 'fleet-archive-unencrypted', code: 'interrupted' },
  })
})

it('asks any archive where nothing is told of who asks', async () => {
  vi.stubEnv('FRACTUREGUARD_DICOMWEB_AUTHORIZATION', '')
  vi.stubEnv('FRACTUREGUARD_DICOMWEB_ORIGIN', '')
  await ask(other.base)
  expect(toldOf(other)).toEqual([undefined])
})

it('is not led elsewhere', async () => {
  const leading = createServer((_request, response) =>
    response.writeHead(302, { location: `${other.base}/studies` }).end(),
  )
  await once(leading.listen(0, '127.0.0.1'), 'listening')
  try {
    const base = `http://127.0.0.1:${(leading.address() as AddressInfo).port}/dicom-web`
    await expect(ask(base)).rejects.toMatchObject({ id: 'fleet-archive-refused', arguments: { status: 302 } })
    expect(other.requests).toEqual([])
  } finally {
    leading.close()
  }
})
