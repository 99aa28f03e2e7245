import type { ProblemCode } from '#shared/problem.ts'

/**
 * What a file that holds other files looks like to a decoder: a ZIP archive is no image, and a DICOMDIR has no pixels.
 */
export const containerCodes: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['not-an-image', 'no-pixel-data'])

/** Archives within an archive that are opened: what is packed deeper is no collection of films. */
export const archivesWithin = 1
