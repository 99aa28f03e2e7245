import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { portReply, portRequest, type Bridge } from '#shared/bridge.ts'

const bridge: Bridge = { pathOf: (file) => webUtils.getPathForFile(file) }
contextBridge.exposeInMainWorld('fractureguard', bridge)

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === portRequest) ipcRenderer.send(portRequest)
})
ipcRenderer.on(portReply, (event) => window.postMessage(portReply, '*', [...event.ports]))
