/**
 * A PN value as a person writes it, PS3.5 6.2.1: `Family, Given Middle`, with an ideographic form in brackets.
 * The phonetic form is left out.
 */
export function personName(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const [alphabetic = '', ideographic = ''] = value.split('\\')[0]!.split('=')
  const first = groupText(alphabetic, ', ')
  const second = groupText(ideographic, ' ')
  if (first && second && first !== second) return `${first} (${second})`
  return first || second || undefined
}

function groupText(group: string, afterFamily: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim())
  const rest = [prefix, given, middle, suffix].filter(Boolean).join(' ')
  return [family, rest].filter(Boolean).join(afterFamily)
}
