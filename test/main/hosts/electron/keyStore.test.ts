import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keyStore } from '#main/hosts/electron/keyStore.ts'
import { Connections } from '#main/pacs/index.ts'
import { newHome } from '../../../support/home.ts'

const web = { kind: 'dicomweb', name: 'web', url: 'https://pacs.example/dicom-web', user: 'reader', secret: 'hush' }

/** As Electron's: what one system has sealed, another cannot open. */
const storage = (system: string, backend = 'gnome_libsecret') => ({
  isEncryptionAvailable: () => system !== 'none',
  getSelectedStorageBackend: () => backend as 'basic_text' | 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(system + [...text].reverse().join('')),
  decryptString: (sealed: Buffer) => {
    const text = sealed.toString()
    if (!text.startsWith(system)) throw new Error('Another key.')
    return [...text.slice(system.length)].reverse().join('')
  },
})

describe('the key store', () => {
  it('keeps secrets of connections out of the file, and gives them back', async () => {
    const home = await newHome()
    const connections = new Connections(home, keyStore(storage('one')))
    await connections.add(web)
    expect(await readFile(join(home, 'connections.json'), 'utf8')).not.toContain('hush')
    expect(await connections.get('web')).toMatchObject({ secret: 'hush', user: 'reader' })
    // The command line, and another machine.
    for (const others of [undefined, keyStore(storage('two'))])
      await expect(new Connections(home, others).get('web')).rejects.toMatchObject({ id: 'connection-secret-sealed' })
    await connections.remove('web')
    expect(await connections.list()).toEqual([])
  })

  it('is none where the system has none, or one that everybody can open', () => {
    expect(keyStore(storage('none'))).toBeUndefined()
    expect(keyStore(storage('one', 'basic_text'), 'linux')).toBeUndefined()
    expect(keyStore(storage('one', 'basic_text'), 'darwin')).toBeDefined()
  })
})
