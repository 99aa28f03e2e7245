import { buildReport } from '#main/report/buildReport.ts'
import type { Report } from '#shared/report.ts'
import { intendedUse, dataOfThisPlace } from '#shared/model.ts'
import { toProblem, ProblemError } from '#shared/problem.ts'
import { reportInput } from './reportInput.ts'
import { testCard } from './testCard.ts'

/** A report with all that a report may hold, of which nothing but its own words is in any language. */
export function richReport(): Report {
  const base = testCard()
  const interval: [number, number] = [0.61, 0.83]
  const pointing = {
    films: 40,
    markedFilms: 12,
    marks: 15,
    hitRate: 0.75,
    hitInterval: interval,
    froc: [{ falseFindings: 0.5, sensitivity: 0.625, interval }],
    ruleOut: { sensitivity: 0.75, falseFindings: 1.25 },
    ruleIn: { sensitivity: 0.5, falseFindings: 0.25 },
  }
  const card = testCard({
    name: 'Qwx',
    intendedUse,
    classNames: ['Aaa', 'Bbb', 'Ccc'],
    expertUse: [0.97, 0.03],
    network: { ...base.network, classes: 3, places: true },
    data: { ...base.data, ...dataOfThisPlace, name: 'qwx', films: 1234, leftOut: 1 },
    training: { ...base.training, trainedAgain: true, batchParts: 2, startedFrom: 'starter', learningRate: 0.0005 },
    metrics: { ...base.metrics, holdout: { ...base.metrics.holdout, pointing } },
  })
  const { films, history } = reportInput(58, 0.2)
  const named = films.map((film, i) => ({
    ...film,
    file: `${film.label}/${i}.png`,
    label: film.label * (1 + (i % 2)),
    columns: { qqq: i % 2 ? 'www' : 'xxx' },
  }))
  return buildReport({
    card,
    films: named,
    history,
    leak: { films: 3 },
    leftOut: [{ file: '0/z.dcm', problem: toProblem(new ProblemError('file-empty')) }],
    curve: {
      points: [
        { films: 40, fractured: 12, auc: 0.61, interval },
        { films: 80, fractured: 25, auc: 0.702, interval },
      ],
      gain: { from: 40, difference: 0.092, interval: [-0.01, 0.19] },
    },
  })
}
