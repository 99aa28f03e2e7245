import { randomBytes } from 'node:crypto'

const nameless = 'model'

/**
 * A new model's id: its name in plain letters and eight random digits, such as `wrists-2026-3f2a9c01`; `model-3f2a9c01`
 * for one that was given no name. Ids go along with an exported model, in its weights too.
 */
export function newModelId(name = nameless): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const plain = letters
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
  return `${plain || nameless}-${randomBytes(4).toString('hex')}`
}

export const isNamelessId = (id: string): boolean => new RegExp(`^${nameless}-[0-9a-f]{8}$`).test(id)

/** The id of a model by its weights, for one whose id was made of a name that must not be known. */
export const namelessId = (weightsSha256: string): string => `${nameless}-${weightsSha256.slice(0, 8)}`
