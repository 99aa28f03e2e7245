import { z } from 'zod'

/** What of the kept data can be cleared by itself. */
export const clearableKinds = [
  'library',
  'thumbnails',
  'filmCache',
  'runs',
  'scans',
  'deidentified',
  'models',
  'logs',
  'settings',
] as const
export type ClearableKind = (typeof clearableKinds)[number]

export const dataKinds = [...clearableKinds, 'inbox', 'connections', 'node', 'other'] as const
export type DataKind = (typeof dataKinds)[number]

/** How much one kind of data takes and where it lies on this machine. */
export const storedKindSchema = z.object({
  kind: z.enum(dataKinds),
  paths: z.array(z.string()),
  bytes: z.int().nonnegative(),
  files: z.int().nonnegative(),
})
export type StoredKind = z.infer<typeof storedKindSchema>

export const storageSchema = z.object({
  /** Folder of the program's data. */
  root: z.string(),
  kinds: z.array(storedKindSchema),
})
export type Storage = z.infer<typeof storageSchema>

/** What was found of the entries of the caches: small pictures, films and features. */
export const cacheCheckSchema = z.object({
  entries: z.int().nonnegative(),
  /** Damaged, or of an earlier version; they are computed again when they are wanted. */
  damaged: z.int().nonnegative(),
  /** Of the whole ones. */
  bytes: z.int().nonnegative(),
  removed: z.int().nonnegative(),
})
export type CacheCheck = z.infer<typeof cacheCheckSchema>
