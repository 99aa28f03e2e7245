import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { MetricsLog, readMetrics } from '#main/training/run/metricsLog.ts'
import { newFolder } from '../../../support/folder.ts'

it('tells the course of a run, also of one that was interrupted and resumed', async () => {
  const folder = join(await newFolder(), 'run')
  expect(await readMetrics(folder)).toEqual([])
  const first = new MetricsLog(folder)
  first.note({ stage: 'films', done: 1, total: 8, numbers: {} })
  for (const done of [1, 2, 3]) first.note({ stage: 'epochs', done, total: 4, numbers: { total: done } })
  first.note({ stage: 'epochs', done: 2, total: 4, numbers: { trainLoss: 1 } })
  await appendFile(join(folder, 'metrics.jsonl'), '{"stage":"epo')
  await appendFile(join(folder, 'metrics.jsonl'), '\n')
  new MetricsLog(folder).note({ stage: 'epochs', done: 3, total: 4, numbers: { total: 30 } })
  const told = await readMetrics(folder)
  expect(told.map(({ done, numbers }) => [done, ...Object.entries(numbers).flat()])).toEqual([
    [1, 'total', 1],
    [2, 'total', 2],
    [2, 'trainLoss', 1],
    [3, 'total', 30],
  ])
})

it('tells every epoch but not every step of a very long run', async () => {
  const folder = await newFolder()
  const log = new MetricsLog(folder)
  for (let done = 1; done <= 5000; done++) {
    log.note({ stage: 'epochs', done, total: 5000, numbers: { total: 1 } })
    if (done % 500 === 0) log.note({ stage: 'epoch', done: done / 500, total: 10, numbers: { trainLoss: 1 } })
  }
  const told = await readMetrics(folder)
  expect(told.filter(({ stage }) => stage === 'epoch')).toHaveLength(10)
  expect(told.length).toBeLessThan(2100)
  expect(told.length).toBeGreaterThan(1500)
})
