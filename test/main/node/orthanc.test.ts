import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newFolder } from '../../support/folder.ts'
import { newHome } from '../../support/home.ts'
import { hasOrthanc, startOrthanc, type Orthanc } from '../../support/orthanc.ts'
import { ask } from '../../support/peers.ts'
import { records, runCli } from '../../support/runCli.ts'
import { sampleDicom } from '../../support/sampleDicom.ts'
import { startNode, type StartedNode } from '../../support/startedNode.ts'

const hasDcmtk = spawnSync('dcmsend', ['--version']).status === 0

/** dcmtk 3.6.7 sends as a modality would, and Orthanc 1.10.1 takes the results. */
describe.skipIf(!hasOrthanc || !hasDcmtk)('a node between a modality and an archive', () => {
  let orthanc: Orthanc
  let home: string
  const started: StartedNode[] = []
  beforeAll(async () => {
    ;[orthanc, home] = [await startOrthanc(), await newHome()]
    await connectTo(orthanc)
  }, 120_000)
  afterAll(() => orthanc?.close())
  afterEach(() => started.splice(0).forEach((node) => void node.end('SIGKILL')))

  const connectTo = async ({ dicomPort }: Orthanc): Promise<void> => {
    await runCli(home, 'connections', 'remove', 'archive')
    const added = await runCli(home, 'connections', 'add', 'archive', '--dicom', `ORTHANC@127.0.0.1:${dicomPort}`)
    expect(added).toMatchObject({ code: 0 })
  }
  const start = async (): Promise<StartedNode> => {
    const node = await startNode(home, '--to', 'archive', '--allow', 'XRAY1', '--retry', '1', '--engine', 'onnx-cpu')
    started.push(node)
    return node
  }
  const sendFrom = async (title: string, { port }: StartedNode, films: readonly Uint8Array[]) => {
    const folder = await newFolder()
    const files = films.map((_, i) => join(folder, `${i}.dcm`))
    for (const [i, bytes] of films.entries()) await writeFile(files[i]!, bytes)
    return ask('dcmsend', ['--aetitle', title, '--call', 'FRACTUREGUARD', '127.0.0.1', String(port), ...files])
  }
  const kept = async (study: string): Promise<string[]> => {
    const answer = await fetch(`${orthanc.base}/studies/${study}/instances`, { headers: { accept: 'application/dicom+json' } }) // prettier-ignore
    if (!answer.ok) return []
    const instances = (await answer.json()) as Record<string, { Value?: string[] }>[]
    return instances.map((one) => one['00080060']!.Value![0]!).sort()
  }

  it('reads what arrives, sends the results, and does so once', async () => {
    const node = await start()
    const films = [await sampleDicom('IMG0000191.jpg', 1), await sampleDicom('IMG0002441.jpg', 2)]
    const bytes = films.map((film) => film.bytes)
    expect((await sendFrom('XRAY1', node, bytes)).code).toBe(0)
    await node.until('sent', 2)
    for (const { study, grey } of films) expect(await kept(study)).toEqual(grey ? ['OT', 'PR', 'SR'] : ['OT', 'SR'])

    // As `read` says of the very same films.
    const folder = await newFolder()
    for (const [i, one] of bytes.entries()) await writeFile(join(folder, `${i}.dcm`), one)
    const said = records(await runCli(home, 'read', '--json', '--engine', 'onnx-cpu', folder)).map(
      ({ verdict }) => verdict,
    )
    const verdictOf = (uid: string) =>
      node.records().find(({ event, film }) => event === 'read' && film === uid)?.verdicts
    expect(films.map(({ uid }) => verdictOf(uid))).toEqual(said.map((verdict) => [verdict]))

    expect((await sendFrom('XRAY1', node, bytes)).code).toBe(0)
    expect(await node.until('known', 2)).toHaveLength(2)
    const ended = await node.end('SIGINT')
    expect(ended).toMatchObject({ code: 0 })
    expect(node.records().filter(({ event }) => event === 'read')).toHaveLength(2)
    expect(ended.stdout + ended.stderr).not.toMatch(/Doe|N-1/)
    expect(records(await runCli(home, 'node', 'status', '--json'))[0]).toMatchObject({
      received: 0,
      read: 0,
      sent: 2,
      bytes: 0,
    })
  }, 240_000)

  it('loses nothing when it is killed, nor while the archive is away', async () => {
    const node = await start()
    const films = [await sampleDicom('IMG0002442.jpg', 3), await sampleDicom('IMG0002446.jpg', 4), await sampleDicom('IMG0002515.jpg', 5)] // prettier-ignore
    await orthanc.close()
    expect((await sendFrom('XRAY1', node, films.map(({ bytes }) => bytes))).code).toBe(0) // prettier-ignore
    await node.until('read', 1)
    await node.end('SIGKILL')

    const second = await start()
    await second.until('read', 3 - node.records().filter(({ event }) => event === 'read').length)
    const [refused] = await second.until('not-sent', 1)
    expect(refused).toMatchObject({ problem: { id: 'pacs-unreachable' }, againInMs: 1000 })
    expect(await second.end('SIGTERM')).toMatchObject({ code: 0 })

    orthanc = await startOrthanc()
    await connectTo(orthanc)
    const third = await start()
    await third.until('sent', 3)
    await third.end()
    for (const { study, grey } of films) expect(await kept(study)).toEqual(grey ? ['OT', 'PR', 'SR'] : ['OT', 'SR'])
  }, 300_000)

  it('refuses whoever is not on the list', async () => {
    const node = await start()
    const { bytes } = await sampleDicom('IMG0003895.jpg', 6)
    const refused = await sendFrom('STRANGER', node, [bytes])
    expect(refused.code).not.toBe(0)
    expect(refused.output).toContain('Association Rejected')
    expect(await node.until('refused', 1)).toMatchObject([{ reason: 'calling', from: 'STRANGER' }])
    await node.end()
  }, 120_000)
})
