// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { buildReport } from '#main/report/buildReport.ts'
import { wilsonInterval } from '#shared/wilsonInterval.ts'
import HundredPatients from '#renderer/features/training/report/HundredPatients.vue'
import { ownPoints } from '#renderer/features/training/report/operatingPoints.ts'
import { reportInput } from '../../../../support/reportInput.ts'

const report = buildReport(reportInput())
const { roc } = report.curves

it('says the interval of the sensitivity at the point that is chosen', async () => {
  const own = ownPoints(report)
  const shown = mount(HundredPatients, { props: { report, chosen: own } })
  const interval = () =>
    shown
      .get('.soft')
      .text()
      .match(/from (\S+) to (\S+)\./)!
      .slice(1)
      .map(Number)
  const rounded = (bounds: readonly number[]) => bounds.map((bound) => Number(bound.toFixed(2)))
  expect(interval()).toEqual(rounded(report.holdout.ruleIn.sensitivityInterval))
  const moved = { ruleIn: Math.floor(own.ruleIn / 2), ruleOut: own.ruleOut }
  await shown.setProps({ chosen: moved })
  const { fractured } = report.holdout
  const found = Math.round(roc[moved.ruleIn].truePositiveRate * fractured)
  expect(found).toBeLessThan(Math.round(report.holdout.ruleIn.sensitivity * fractured))
  expect(interval()).toEqual(rounded(wilsonInterval(found, fractured)))
})
