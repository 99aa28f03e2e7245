import { randomBytes } from 'node:crypto'

/** A new model's id: its name in plain letters and eight random digits, such as `wrists-2026-3f2a9c01`. */
export function newModelId(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 40)
  return `${plain.replace(/-+$/, '') || 'model'}-${randomBytes(4).toString('hex')}`
}
