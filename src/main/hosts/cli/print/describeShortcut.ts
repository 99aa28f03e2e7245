import type { Shortcut } from '#shared/shortcut.ts'
import { count } from './lists.ts'

const two = (value: number): string => value.toFixed(2)

const answers: Record<Shortcut['answer'], string> = {
  found: 'a model can tell the classes apart without looking at bone.',
  none: 'no sign that they tell the classes apart.',
  unclear: 'these films cannot tell whether they tell the classes apart.',
}

/** A check for shortcuts for a person. */
export function describeShortcut(shortcut: Shortcut, classNames: readonly string[]): string[] {
  const { answer, auc, films, fractured, left = 0, surest, unreadable } = shortcut
  if (!auc)
    return ['Shortcut check: too few films. It needs ten films in five groups, with a fracture and without.', '']
  const [low, high] = auc.interval.map(two)
  const [without, ...withFracture] = classNames
  const named = [false, true].map((kind) => {
    const files = surest.filter((one) => one.fractured === kind).map(({ file }) => file)
    return `  ${kind ? withFracture.join(', ') : without}: ${files.join(', ')}`
  })
  return [
    `Shortcut check: borders and markers alone reach AUC ${two(auc.value)} (${low}–${high}): ${answers[answer]}`,
    `${count(films, 'film')}, ${fractured} with a fracture; half of them show at least ${Math.round(100 * left)} % of themselves when the anatomy is covered.`,
    ...(unreadable > 0 ? [`${count(unreadable, 'file')} could not be read.`] : []),
    'It does not see what touches the limb or lies in the middle of a film. Outlines and thin parts of limbs may remain and count.',
    ...(answer === 'none'
      ? []
      : [
          'Look at the films that tell their class most, for letters, labels and borders (--shortcut-sheet FILE):',
          ...named,
        ]),
    '',
  ]
}
