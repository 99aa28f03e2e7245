import { implementer } from './routes/implementer.ts'
import { appRoutes } from './routes/app.ts'
import { auditRoutes } from './routes/audit.ts'
import { deidentifyRoutes } from './routes/deidentify.ts'
import { enginesRoutes } from './routes/engines.ts'
import { fleetRoutes } from './routes/fleet.ts'
import { foldersRoutes } from './routes/folders.ts'
import { jobsRoutes } from './routes/jobs.ts'
import { libraryRoutes } from './routes/library.ts'
import { marksRoutes } from './routes/marks.ts'
import { modelsRoutes } from './routes/models.ts'
import { nodeRoutes } from './routes/node.ts'
import { pacsRoutes } from './routes/pacs.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { readingsRoutes } from './routes/readings.ts'
import { resultsRoutes } from './routes/results.ts'
import { reviewsRoutes } from './routes/reviews.ts'
import { runtimesRoutes } from './routes/runtimes.ts'
import { scansRoutes } from './routes/scans.ts'
import { settingsRoutes } from './routes/settings.ts'
import { studiesRoutes } from './routes/studies.ts'
import { trainingRoutes } from './routes/training.ts'
import { uploadsRoutes } from './routes/uploads.ts'
import type { Services } from './services.ts'

/** The contract with everything behind it; needs no context, so every host serves it as it is. */
export function createRouter(services: Services) {
  const os = implementer(services)
  return os.router({
    app: appRoutes(os, services),
    studies: studiesRoutes(os, services),
    folders: foldersRoutes(os, services),
    uploads: uploadsRoutes(os, services),
    library: libraryRoutes(os, services),
    marks: marksRoutes(os, services),
    readings: readingsRoutes(os, services),
    reviews: reviewsRoutes(os, services),
    results: resultsRoutes(os, services),
    deidentify: deidentifyRoutes(os, services),
    models: modelsRoutes(os, services),
    training: trainingRoutes(os, services),
    scans: scansRoutes(os, services),
    pacs: pacsRoutes(os, services),
    node: nodeRoutes(os, services),
    fleet: fleetRoutes(os, services),
    jobs: jobsRoutes(os, services),
    audit: auditRoutes(os, services),
    privacy: privacyRoutes(os, services),
    settings: settingsRoutes(os, services),
    engines: enginesRoutes(os, services),
    runtimes: runtimesRoutes(os, services),
  })
}
export type AppRouter = ReturnType<typeof createRouter>
