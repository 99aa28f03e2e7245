import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf } from '#main/pacs/index.ts'
import { newFolder } from '../../support/folder.ts'

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()
const going = new AbortController().signal

describe.skipIf(!hasOpenssl)('a DICOMweb server with a certificate of its own', () => {
  let server: Server
  let certificate: string

  beforeAll(async () => {
    const place = await newFolder()
    certificate = join(place, 'cert.pem')
    const key = join(place, 'key.pem')
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
    const made = ['-keyout', key, '-out', certificate]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...made], {
      stdio: 'ignore',
    })
    server = createServer({ key: await readFile(key), cert: await readFile(certificate) }, (_request, response) =>
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
