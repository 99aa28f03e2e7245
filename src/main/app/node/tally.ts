import type { NodeView, Refusal } from '#shared/node.ts'
import type { NodeEvent } from '#main/node/index.ts'

/** Refusals of different senders, or for different reasons, that are told of; the latest. */
const mostRefusals = 20

type Tally = Pick<NodeView, 'received' | 'read' | 'sent' | 'refused' | 'trouble'>

/** Counts what a node tells. */
export class NodeTally {
  readonly #counts = { received: 0, read: 0, sent: 0 }
  #refused: Refusal[] = []
  #trouble: NodeView['trouble']
  /** That something was sent since shows that the trouble is over; a film that was sent without all its frames stays so. */
  #endsWithSending = false

  note(event: NodeEvent): void {
    if (event.event === 'refused') return this.#refuse(event)
    const problem = event.event === 'read' ? event.unread?.problem : 'problem' in event ? event.problem : undefined
    if (problem) {
      this.#trouble = { problem, at: new Date().toISOString() }
      this.#endsWithSending = event.event !== 'read'
    }
    if ('problem' in event || event.event === 'known') return
    this.#counts[event.event] += 1
    if (event.event === 'sent' && this.#endsWithSending) this.#trouble = undefined
  }

  now(): Tally {
    return { ...this.#counts, refused: this.#refused, ...(this.#trouble ? { trouble: this.#trouble } : {}) }
  }

  #refuse({ reason, from, status }: Extract<NodeEvent, { event: 'refused' }>): void {
    const same = (one: Refusal): boolean => one.reason === reason && one.from === from && one.status === status
    const count = (this.#refused.find(same)?.count ?? 0) + 1
    const latest = { reason, from, ...(status === undefined ? {} : { status }), count, at: new Date().toISOString() }
    this.#refused = [latest, ...this.#refused.filter((one) => !same(one))].slice(0, mostRefusals)
  }
}
