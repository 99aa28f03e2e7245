import { exportReviews } from '../reviews/exportReviews.ts'
import { agreementOfKept } from '../reviews/agreementOfKept.ts'
import { measureAgreement } from '../reviews/measureAgreement.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function reviewsRoutes(os: Implementer, { library }: Services) {
  return {
    export: os.reviews.export.handler(({ input }) => exportReviews(library, input.file)),
    kept: os.reviews.kept.handler(() => agreementOfKept(library)),
    agreement: os.reviews.agreement.handler(({ input }) => measureAgreement(input)),
  }
}
