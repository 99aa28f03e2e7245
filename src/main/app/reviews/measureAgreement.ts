import { resolve } from 'node:path'
import type { Agreement } from '#shared/review.ts'
import { ProblemError } from '#shared/problem.ts'
import { agreementOf, readReviews, readTruth, truthOf } from '#main/evaluation/index.ts'

export type AgreementRequest = {
  /** Tables of reviews. */
  files: readonly string[]
  /** A table with the columns file and label that says what is right. */
  reference?: string | undefined
  /** Or a reader whose answers are taken for right. */
  referenceReader?: string | undefined
  seed: number
}

/** Agreement of readers with one another and with the model, and their figures where it is known what is right. */
export async function measureAgreement({
  files,
  reference,
  referenceReader,
  seed,
}: AgreementRequest): Promise<Agreement> {
  if (reference !== undefined && referenceReader !== undefined) throw new ProblemError('reviews-two-references')
  const reviews = await readReviews(files.map((file) => resolve(file)))
  if (referenceReader !== undefined) {
    const others = reviews.filter(({ reader }) => reader !== referenceReader)
    const { figures, known } = agreementOf(others, truthOf(referenceReader, reviews), seed)
    return { ...agreementOf(reviews, new Map(), seed), figures, known }
  }
  const truth = reference === undefined ? new Map<string, boolean>() : await readTruth(resolve(reference), reviews)
  return agreementOf(reviews, truth, seed)
}
