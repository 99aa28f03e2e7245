import type { Evaluation } from '#shared/evaluation.ts'
import { idleExperts, type Report } from '#shared/report.ts'

/**
 * Hold-out films that the model has seen in another form, such as copies on both sides of a split that was given.
 * `fromStart`: the trunk that it started from was fine-tuned on some of the films that it is judged by.
 */
export type Leak = NonNullable<Report['leak']>

/**
 * The films of the hold-out whose group, and so perhaps whose copy or patient, also lies among the films of the
 * training.
 */
export function leakOf(
  holdout: readonly { group: number }[],
  trainedOn: readonly { group: number }[],
): { films: number } {
  const seen = new Set(trainedOn.map(({ group }) => group))
  return { films: holdout.filter(({ group }) => seen.has(group)).length }
}

/** Above this accuracy, on fewer films than this, a leak is likelier than a good model. */
const [tooGood, smallSet] = [0.98, 2000]
/** With fewer films of a kind the intervals are wider than what one wants to know. */
const few = 30

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What must be known before the figures are believed, the gravest first. */
export function reportWarnings(
  holdout: Evaluation,
  leak: Leak | undefined,
  expertUse: readonly number[] = [],
): Report['warnings'] {
  const warnings: Report['warnings'] = []
  if (leak?.films === 0) {
    const message = leak.fromStart
      ? 'The trunk that this training started from had been fine-tuned on films that the calibration and the operating points rest on, so ' +
        'both may be too optimistic. The figures below are for the hold-out, which neither training has seen.'
      : 'Some groups are in both the training and the validation films, so the operating points and the calibration may be ' +
        'too optimistic. The figures below are for the hold-out, which shares no group with either.'
    warnings.push({ code: 'leak', message })
  }
  if (leak && leak.films > 0) {
    const message =
      `These figures cannot be trusted: ${plural(leak.films, 'film', 'films')} of the hold-out, or others of the same group (a copy, the ` +
      `same patient), are also among the training films${leak.fromStart ? ' or those of the model that it started from. Start from one that does not know them, such as the starter.' : '.'}`
    warnings.push({ code: 'leak', message })
  }
  if (holdout.accuracy > tooGood && holdout.films < smallSet) {
    const message =
      `An accuracy of ${holdout.accuracy.toFixed(3)} on ${holdout.films} films is rarely real. Look for leaks: the same patients on ` +
      'both sides, copies under other names, or marks on the films that give the class away.'
    warnings.push({ code: 'too-good', message })
  }
  const unfractured = holdout.films - holdout.fractured
  if (Math.min(holdout.fractured, unfractured) < few) {
    const message =
      `The hold-out has only ${holdout.fractured} films with a fracture and ${unfractured} without: the intervals are wide, and the ` +
      'figures could change a lot with other films.'
    warnings.push({ code: 'few-films', message })
  }
  if (holdout.aucInterval[0] <= 0.5) {
    warnings.push({
      code: 'no-better-than-chance',
      message: 'The interval of the AUC includes 0.5: this may be no better than tossing a coin.',
    })
  }
  const idle = idleExperts(expertUse)
  if (idle.length > 0) {
    const message =
      `${idle.length === 1 ? `Expert ${idle[0]} was` : `Experts ${idle.join(', ')} were`} hardly used on the held-out films, so the others ` +
      'do nearly all the work. The figures are still valid; another seed, or fewer experts, would show whether it is needed.'
    warnings.push({ code: 'idle-expert', message })
  }
  return warnings
}

/** The honest sentence. It claims unseen films only where nothing is known to have leaked. */
export function reportSentence(name: string, holdout: Evaluation, leak: Leak | undefined): string {
  const {
    films,
    groups,
    auc,
    aucInterval: [low, high],
  } = holdout
  const seen =
    leak && leak.films > 0
      ? `, ${leak.films} of which, or others of their groups, it had seen in training,`
      : ' that it had never seen,'
  return (
    `On ${plural(films, 'film', 'films')} from ${plural(groups, 'group', 'groups')}${seen} ${name} put a film with a fracture above one without in ` +
    `${(100 * auc).toFixed(0)} of 100 pairs (AUC ${auc.toFixed(2)}, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}).`
  )
}
