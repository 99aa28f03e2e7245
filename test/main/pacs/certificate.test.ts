import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf } from '#main/pacs/index.ts'
import { hasOpenssl, newCertificate } from '../../support/certificate.ts'
import { sendAs, startArchive } from '../../support/dicomPeers.ts'
import { newFolder } from '../../support/folder.ts'
import { resultFilm } from '../../support/resultFilms.ts'

const going = new AbortController().signal

describe.skipIf(!hasOpenssl)('a DICOMweb server with a certificate of its own', () => {
  let server: Server
  let certificate: string

  beforeAll(async () => {
    const made = newCertificate(await newFolder())
    certificate = made.cert
    server = createServer({ key: await readFile(made.key), cert: await readFile(certificate) }, (_request, response) =>
      response.setHeader('content-type', 'application/dicom+json').end('[]'),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const peer = (ca?: string) => {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`
    return peerOf({ name: 'web', kind: 'dicomweb', url, ...(ca === undefined ? {} : { ca }) })
  }

  it('is spoken to where that certificate was given', async () => {
    const known = await peer(certificate)
    await known.test(going)
    expect(await known.studies({}, 10, going)).toEqual({ studies: [], cut: false })
  })

  it('is not spoken to otherwise', async () => {
    await expect((await peer()).test(going)).rejects.toMatchObject({ id: 'pacs-unreachable' })
    await expect((await peer(join(certificate, '..', 'none.pem'))).test(going)).rejects.toMatchObject({
      name: 'ProblemError',
    })
  })
})

describe.skipIf(!hasOpenssl)('a DICOM node that is encrypted', () => {
  it('is tested and sent to where its certificate was given, and not otherwise', async () => {
    const { cert, key } = newCertificate(await newFolder())
    const archive = await startArchive()
    const secure = createTlsServer({ key: await readFile(key), cert: await readFile(cert) }, (near) => {
      const far = connect(archive.port, '127.0.0.1')
      for (const socket of [near, far]) socket.on('error', () => undefined)
      near.pipe(far).pipe(near)
    })
    await once(secure.listen(0, '127.0.0.1'), 'listening')
    const node = { port: (secure.address() as AddressInfo).port, aeTitle: archive.aeTitle }
    const film = resultFilm({ rows: 600, columns: 500 })
    expect(await sendAs('FRACTUREGUARD', node, [film], { tls: { ca: cert } })).toMatchObject([{ sopInstanceUid: expect.any(String) }]) // prettier-ignore
    expect(archive.classes).toHaveLength(1)
    for (const plain of [{}, { tls: {} }])
      expect(await sendAs('FRACTUREGUARD', node, [film], plain)).toMatchObject([
        { problem: { id: expect.stringMatching(/^pacs-(refused|unreachable)$/) } },
      ])
    expect(archive.classes).toHaveLength(1)
    secure.close()
    await archive.close()
  })
})
