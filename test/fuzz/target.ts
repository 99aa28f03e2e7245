/**
 * A kind of bytes that come from outside, and the part of the program that takes them. A seed is a valid example; a case
 * is a seed with a few changes.
 */
export type Target = {
  /** Named in the table of a run. */
  name: string
  /** Whether it is read as text: then words of its grammar are put in as well. */
  text?: boolean
  /** Cases before it is another one's turn, where the usual number takes long. */
  inARow?: number
  /** Puts sums right that would otherwise give away every change. */
  mend?(bytes: Uint8Array): Uint8Array
  seeds(): Promise<readonly Uint8Array[]>
  /** Makes it ready; `folder` is empty and its own. */
  start(folder: string): Promise<Taker>
}

export type Taker = {
  /**
   * Takes a case. Resolves with what became of it; rejects with a `ProblemError` where it was refused, and with
   * anything else only by a fault of the program.
   */
  take(bytes: Uint8Array, index: number): Promise<string>
  stop?(): Promise<void>
}
