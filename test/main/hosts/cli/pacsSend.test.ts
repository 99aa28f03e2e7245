import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { resultFilm } from '../../../support/resultFilms.ts'
import { runCli, startCli } from '../../../support/runCli.ts'

it('objects that were sent before "pacs send" was stopped stand in the audit log', { timeout: 120_000 }, async () => {
  const home = await newHome()
  const films = await newFolder()
  // One more than is sent at once.
  const uids = Array.from({ length: 9 }, (_, i) => `1.2.826.0.1.3680043.10.1.9.${i}`)
  const elements = (uid: string) => [{ tag: 0x00080018, vr: 'UI', value: uid }]
  for (const [i, uid] of uids.entries())
    await writeFile(join(films, `${i}.dcm`), resultFilm({ elements: elements(uid) }))
  let posts = 0
  const { promise: second, resolve: onSecond } = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    const uid = /instances\/([\d.]+)$/.exec(request.url!)?.[1]
    if (uid !== undefined) {
      response.setHeader('content-type', 'multipart/related; type="application/dicom"; boundary=gap')
      response.write('--gap\r\nContent-Type: application/dicom\r\n\r\n')
      response.write(resultFilm({ elements: elements(uid) }))
      return void response.end('\r\n--gap--\r\n')
    }
    request.resume()
    if (++posts === 2) return onSecond()
    const Value = uids.map((one) => ({ '00081155': { Value: [one] } }))
    request.on('end', () => response.end(JSON.stringify({ '00081199': { Value } })))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`
    await runCli(home, 'connections', 'add', 'web', '--dicomweb', url)
    const sending = startCli(home, 'pacs', 'send', 'web', films)
    await second
    sending.child.kill('SIGTERM')
    expect((await sending.done).code).not.toBe(0)
    const audit = await readFile(join(home, 'audit.jsonl'), 'utf8')
    expect(audit).toMatch(/"objects-sent","words":\["web"\],"count":8/)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
