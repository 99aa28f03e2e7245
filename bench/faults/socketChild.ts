/** The browser host on a home: `socketChild.ts HOME`. Says its address. Readings are made up. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApplication } from '#main/app/application.ts'
import { serveBrowserHost } from '#main/hosts/browser/serve.ts'
import { launchFake } from '../../test/support/launchFake.ts'

const pageDirectory = await mkdtemp(join(tmpdir(), 'fractureguard-test-'))
await writeFile(join(pageDirectory, 'index.html'), '')
const application = await createApplication({ host: 'browser', home: process.argv[2], launchCompute: launchFake })
const host = await serveBrowserHost({ application, port: 0, pageDirectory })
process.stdout.write(`${host.url}\n`)
