/** The program on a home, keeping what a reader says as fast as it can: `hostChild.ts HOME FILM`. Says what was kept. */
import { createRouterClient } from '@orpc/server'
import { createApplication } from '#main/app/application.ts'
import { launchFake } from '../../test/support/launchFake.ts'

const [home, film] = process.argv.slice(2)
const application = await createApplication({ host: 'browser', home, launchCompute: launchFake })
const client = createRouterClient(application.router)
let filmId = ''
for await (const event of await client.studies.open({ paths: [film] })) {
  if (event.type === 'film') ({ filmId } = event.film)
}
const points = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
]
for (let round = 0; round < 100_000; round++) {
  await client.library.review({ filmId, frame: round, opinion: 'agree' })
  process.stdout.write(`review ${round}\n`)
  const text = String(round)
  await client.library.saveAnnotations({ filmId, annotations: [{ id: 'a', kind: 'arrow', frame: 0, points, text }] })
  process.stdout.write(`annotation ${round}\n`)
  await client.settings.change({ anonymous: round % 2 === 0 })
  process.stdout.write(`setting ${round}\n`)
}
