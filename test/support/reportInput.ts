import { Random } from '#main/network/random.ts'
import type { JudgedFilm, ReportInput } from '#main/report/buildReport.ts'
import { testCard } from './testCard.ts'

/**
 * A hold-out of so many films in pairs, a third of them with a fracture; `skill` is how far apart the two kinds lie.
 */
export function reportInput(count = 120, skill = 1.2): ReportInput {
  const random = new Random(3)
  const films = Array.from({ length: count }, (_, i): JudgedFilm => {
    const label = i % 3 === 0 ? 1 : 0
    const probability = 1 / (1 + Math.exp(-(random.normal() + skill * (label - 0.5) * 2)))
    const file = `${label ? 'Fractured' : 'Normal'}/film-${i}.png`
    const columns = { site: i % 2 ? 'North' : 'South' }
    return {
      file,
      label,
      called: probability >= 0.5 ? 1 : 0,
      group: i >> 1,
      probability,
      loss: -Math.log(label ? probability : 1 - probability),
      columns,
    }
  })
  const history = [1, 2, 3].map((epoch) => ({
    epoch,
    trainLoss: 2 / epoch,
    validationLoss: 0.5 + 0.1 / epoch,
    auc: 0.6 + 0.1 * epoch,
  }))
  return { card: testCard({ name: 'Wrists' }), films, history }
}
