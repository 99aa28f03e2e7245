import { randomBytes } from 'node:crypto'

/** A new model's id: its name in plain letters and eight random digits, such as `wrists-2026-3f2a9c01`. */
export function newModelId(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const plain = letters
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
  return `${plain || 'model'}-${randomBytes(4).toString('hex')}`
}
