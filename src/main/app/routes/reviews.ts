import { differencesOfKept } from '../reviews/differencesOfKept.ts'
import { exportReviews } from '../reviews/exportReviews.ts'
import { agreementOfKept } from '../reviews/agreementOfKept.ts'
import { measureAgreement } from '../reviews/measureAgreement.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function reviewsRoutes(os: Implementer, services: Services) {
  const { library } = services
  return {
    export: os.reviews.export.handler(({ input }) => exportReviews(library, input.file)),
    kept: os.reviews.kept.handler(() => agreementOfKept(library)),
    differences: os.reviews.differences.handler(() => differencesOfKept(services)),
    agreement: os.reviews.agreement.handler(({ input }) => measureAgreement(input)),
  }
}
