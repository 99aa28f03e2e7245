import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import type { ShownConnection } from '#shared/pacs.ts'
import { isLoopback } from './isLoopback.ts'

export const connectionNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
/** AE title, PS3.5 6.2: up to 16 characters of the default repertoire, no backslash, blanks at the ends mean nothing. */
const aeTitleSchema = z.string().regex(/^(?! )[\x20-\x5B\x5D-\x7E]{1,16}(?<! )$/)

/** A DICOM node that is spoken to over DIMSE, PS3.7. */
export const dicomNodeSchema = z.object({
  name: connectionNameSchema,
  kind: z.literal('dicom'),
  aeTitle: aeTitleSchema,
  host: z.string().min(1),
  port: z.int().min(1).max(65535),
  /** How this program calls itself. */
  callingAeTitle: aeTitleSchema.default('FRACTUREGUARD'),
  /** TLS, with the authorities in this file (PEM) or, where it is empty, those of the system. */
  tls: z.object({ ca: z.string().optional() }).optional(),
})
export type DicomNode = z.infer<typeof dicomNodeSchema>

/** A DICOMweb server, PS3.18. */
export const webServerSchema = z
  .object({
    name: connectionNameSchema,
    kind: z.literal('dicomweb'),
    /** Without user, password and query. */
    url: z.url({ protocol: /^https?$/ }).refine((text) => {
      const { username, password, search, hash } = new URL(text)
      return [username, password, search, hash].every((part) => part === '')
    }),
    /** With a user it is a password (Basic), without one a token (Bearer). */
    user: z.string().min(1).optional(),
    secret: z.string().min(1).optional(),
    /** Certificates of the authorities to trust (PEM) instead of those of the system. */
    ca: z.string().min(1).optional(),
    /** The secret as the system's key store has sealed it, in its place. */
    sealed: z.string().optional(),
  })
  .refine(({ url, secret }) => secret === undefined || isLoopback(url) || new URL(url).protocol === 'https:', {
    message: 'A secret would travel unencrypted.',
    path: ['secret'],
  })
export type WebServer = z.infer<typeof webServerSchema>

export const connectionSchema = z.discriminatedUnion('kind', [dicomNodeSchema, webServerSchema])
export type Connection = z.infer<typeof connectionSchema>

/** As it may be shown. */
export function shown(connection: Connection): ShownConnection {
  if (connection.kind === 'dicom') {
    const { kind, name, aeTitle, host, port, callingAeTitle, tls } = connection
    return { kind, name, aeTitle, host, port, callingAeTitle, tls: tls !== undefined }
  }
  const { kind, name, url, user, secret, sealed } = connection
  const login = (secret ?? sealed) === undefined ? 'none' : user === undefined ? 'token' : 'password'
  return { kind, name, url, login, ...(user === undefined ? {} : { user }) }
}

/** Throws 'node-ae-title' for what cannot be one. */
export function requireAeTitle(text: string): void {
  if (!aeTitleSchema.safeParse(text).success) throw new ProblemError('node-ae-title')
}
