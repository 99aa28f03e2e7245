import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron'
import { endIfHeldUp } from '#main/compute/index.ts'
import { createApplication, usualHome, packageRoot } from '#main/app/index.ts'
import { runElectronHost } from './host.ts'
import { keyStore } from './keyStore.ts'

const calls = { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, session, utilityProcess }

void runElectronHost(calls, {
  createApplication: (launchCompute) =>
    createApplication({ host: 'electron', launchCompute, vault: keyStore(safeStorage) }),
  home: usualHome(),
  pageDirectory: join(packageRoot, 'out', 'renderer'),
  preload: join(packageRoot, 'out', 'preload', 'index.cjs'),
  endIfHeldUp,
  // Unpacked, Electron is started with the program's folder as its first word.
  argv: process.argv.slice(app.isPackaged ? 1 : 2),
})
