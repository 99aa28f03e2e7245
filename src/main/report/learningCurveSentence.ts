import { wouldMoreHelp, type LearningCurve } from '#shared/learningCurve.ts'

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`

/** Whether more films would help, in one sentence. */
export function learningCurveSentence(curve: LearningCurve): string {
  const { from, difference, interval } = curve.gain
  const gain = `from ${from} to ${curve.points.at(-1)!.films} films: AUC ${signed(difference)} (${signed(interval[0])} to ${signed(interval[1])})`
  return {
    yes: `more films would probably help (${gain})`,
    hardly: `more films of the same kind would hardly help (${gain})`,
    unclear: `too few films held out to tell whether more would help (${gain})`,
  }[wouldMoreHelp(curve)]
}
