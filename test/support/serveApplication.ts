/** Serves the application on the data folder of its first word with a page of nothing; prints the address. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApplication } from '#main/app/application.ts'
import { serveBrowserHost } from '#main/hosts/browser/serve.ts'
import { newFolder } from './folder.ts'

const pageDirectory = await newFolder()
await writeFile(join(pageDirectory, 'index.html'), '')
const application = await createApplication({ host: 'browser', home: process.argv[2] })
const host = await serveBrowserHost({ application, port: 0, pageDirectory })
process.stdout.write(`${host.url}\n`)
process.on('SIGTERM', () => void application.stop().then(() => process.exit(0)))
