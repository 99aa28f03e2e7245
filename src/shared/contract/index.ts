import { connectionsContract } from './connections.ts'
import { libraryContract } from './library.ts'
import { modelsContract } from './models.ts'
import { programContract } from './program.ts'
import { readingsContract } from './readings.ts'
import { scansContract } from './scans.ts'
import { studiesContract } from './studies.ts'
import { trainingContract } from './training.ts'

export { openedSchema, type Opened } from '../opened.ts'
export { exportAlongSchema, type ExportAlong } from './models.ts'
export { aboutSchema, type About } from './program.ts'
export { reviewedSchema, trainingRequestSchema, type Reviewed, type TrainingRequest } from './training.ts'

/**
 * All that a user can do, whichever host they came through.
 * The Electron host serves it over a MessagePort, the browser host over a WebSocket, the CLI calls it in process.
 */
export const contract = {
  ...studiesContract,
  ...libraryContract,
  ...readingsContract,
  ...modelsContract,
  ...trainingContract,
  ...scansContract,
  ...programContract,
  ...connectionsContract,
}
