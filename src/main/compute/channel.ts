/** One end of a message channel that structured-clones what it carries. */
export interface Channel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** A compute process as its parent sees it. */
export interface ComputeChild extends Channel {
  /** The system's id of it, once it runs. */
  readonly pid?: number | undefined
  /** Resolves once the operating system has ended the process. */
  readonly exited: Promise<void>
  /** Asks the process to tidy up and leave. */
  end(): void
  /** Ends it at once. */
  kill(): void
}

/**
 * Starts a compute process that runs `computeEntry`, with these variables besides its parent's; each host has its own
 * way.
 */
export type LaunchCompute = (environment?: Readonly<Record<string, string>>) => ComputeChild
