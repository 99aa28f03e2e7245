import { partNames, type Part } from '#shared/dataset.ts'

const names: Record<Part, RegExp> = {
  train: /^(train|training|trn)(set)?$/,
  validation: /^(val|valid|validation|dev|development)(set)?$/,
  holdout: /^(test|testing|tst|holdout|heldout|eval|evaluation)(set)?$/,
}

/**
 * The part that a folder's name or a manifest's entry means by common usage, such as `Train`, `val`, `hold-out`,
 * `test_set`.
 */
export function partOfName(name: string): Part | undefined {
  const plain = name.trim().toLowerCase().replaceAll(/[-_ ]/g, '')
  return partNames.find((part) => names[part].test(plain))
}

/**
 * Where films were put into parts by others, but none is the test part, what they call validation is what they held
 * back: it is the hold-out, and a validation part is taken from the training films.
 */
export function withHoldout(parts: readonly Part[]): Part[] {
  return parts.includes('holdout') ? [...parts] : parts.map((part) => (part === 'validation' ? 'holdout' : part))
}
