import type { ClassResults } from '#shared/evaluation.ts'

/** A film's class and the one that the model calls it, by their numbers. */
export type Called = { label: number; called: number }

/**
 * Which class the model calls each film of a class, and per class precision, recall and F1. What has no films to be
 * measured on is absent.
 */
export function classResults(films: readonly Called[], classNames: readonly string[]): ClassResults {
  const confusion = classNames.map((_, label) =>
    classNames.map((_, called) => films.filter((film) => film.label === label && film.called === called).length),
  )
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  return {
    confusion,
    classes: classNames.map((className, index) => {
      const [right, own, called] = [
        confusion[index][index],
        sum(confusion[index]),
        sum(confusion.map((row) => row[index])),
      ]
      return {
        className,
        films: own,
        ...(called > 0 ? { precision: right / called } : {}),
        ...(own > 0 ? { recall: right / own } : {}),
        ...(own + called > 0 ? { f1: (2 * right) / (own + called) } : {}),
      }
    }),
  }
}
