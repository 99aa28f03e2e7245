import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealedModel, shareModel } from '#main/fleet/models/sharedModel.ts'
import { writeEmptyModel } from '../../support/emptyModel.ts'
import { openFleet } from '../../support/fleet.ts'
import { newFolder } from '../../support/folder.ts'
import { hasPostgres, startPostgres, type TestServer } from '../../support/postgres.ts'

describe.skipIf(!hasPostgres)('the model of a fleet', () => {
  let server: TestServer
  let fleet: Awaited<ReturnType<typeof openFleet>>
  let directory: string
  let cache: string
  beforeAll(async () => {
    server = await startPostgres()
  }, 120_000)
  beforeEach(async () => {
    fleet = await openFleet(await server.newDatabase())
    directory = join(await newFolder(), 'wrists')
    cache = await newFolder()
    await writeEmptyModel(directory, 'wrists')
  })
  afterEach(() => fleet.close())
  afterAll(() => server.stop())

  const reference = () => ({ id: 'wrists', directory })
  const files = async (folder: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
      ),
    )

  it('is fetched once, byte by byte what was shared, also by two at a time', async () => {
    const seal = await shareModel(fleet.database, reference())
    expect(await shareModel(fleet.database, reference())).toBe(seal)
    const fetched = await Promise.all([1, 2].map(() => sealedModel(fleet.database, seal, { cache, own: undefined })))
    expect(fetched).toEqual([1, 2].map(() => ({ id: 'wrists', directory: join(cache, seal) })))
    expect(await files(join(cache, seal))).toEqual(await files(directory))
    expect(await readdir(cache)).toEqual([seal])
    await fleet.database.query(`delete from fractureguard.model_part`)
    expect(await sealedModel(fleet.database, seal, { cache, own: undefined })).toEqual(fetched[0])
  })

  it('is the own one where that has the seal, and not where its card differs', async () => {
    const seal = await shareModel(fleet.database, reference())
    expect(await sealedModel(fleet.database, seal, { cache, own: reference() })).toEqual(reference())
    await writeEmptyModel(directory, 'wrists', { temperature: 2 })
    expect(await sealedModel(fleet.database, seal, { cache, own: reference() })).toEqual({
      id: 'wrists',
      directory: join(cache, seal),
    })
    expect(await shareModel(fleet.database, reference())).not.toBe(seal)
  })

  it('is fetched again where the cached one was changed', async () => {
    const seal = await shareModel(fleet.database, reference())
    const { directory: cached } = await sealedModel(fleet.database, seal, { cache, own: undefined })
    await writeFile(join(cached, 'card.json'), '{}')
    await sealedModel(fleet.database, seal, { cache, own: undefined })
    expect(await files(cached)).toEqual(await files(directory))
  })

  it('is refused where it is not there or is not what was sealed', async () => {
    const seal = await shareModel(fleet.database, reference())
    const fetch = (wanted = seal) => sealedModel(fleet.database, wanted, { cache, own: undefined })
    await expect(fetch('ff'.repeat(32))).rejects.toMatchObject({ id: 'fleet-model-unknown' })
    await fleet.database.query(`update fractureguard.model_part set bytes = 'other'`)
    await expect(fetch()).rejects.toMatchObject({ id: 'fleet-model-changed' })
    await fleet.database.query(`delete from fractureguard.model_part`)
    await expect(fetch()).rejects.toMatchObject({ id: 'fleet-model-changed' })
    expect(await readdir(cache)).toEqual([])
  })
})
