/**
 * What the Electron preload puts at `window.fractureguard`, and how the page gets its port.
 *
 * A MessagePort cannot pass through the context bridge. The page therefore posts {@link portRequest} to its own window,
 * and the preload answers with {@link portReply} and the port: `window.postMessage(portReply, '*', [port])`.
 */
export type Bridge = {
  /** Absolute path of a file that the user chose or dropped; empty for one that lives in memory only. */
  pathOf(file: File): string
}

export const portRequest = 'fractureguard:request-port'
export const portReply = 'fractureguard:port'
