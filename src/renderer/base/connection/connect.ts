import { keepConnected, type Connection } from './connection.ts'
import { openMessagePortTransport } from './messagePortTransport.ts'
import { openWebSocketTransport } from './webSocketTransport.ts'

/** Connects to whichever host delivered this page: Electron has a bridge, the browser host has not. */
export function connect(): Connection {
  return window.fractureguard
    ? keepConnected('electron', openMessagePortTransport)
    : keepConnected('browser', openWebSocketTransport)
}
