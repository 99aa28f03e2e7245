import type { Channel } from '#main/compute/index.ts'

/** What Electron puts into a utility process: a port that hands messages over wrapped as `{ data }`. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** The way to the parent: Electron's port in a utility process, else Node's own. Throws where there is neither. */
export function parentChannel(): Channel & { onClosed(listener: () => void): void } {
  const { parentPort } = process as typeof process & { parentPort?: ParentPort }
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      // Electron ends a utility process together with its parent, by a signal.
      onClosed: (listener) => void process.once('SIGTERM', listener),
    }
  }
  const send = process.send?.bind(process)
  if (!send) throw new Error('The compute process runs only as a child of the program.')
  return {
    post: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', listener),
    onClosed: (listener) => void process.once('disconnect', listener),
  }
}
