import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Router } from '@orpc/server'
import { openHome } from '#main/app/index.ts'
import { onStrayErrors, tooManyErrors, type ErrorTrace, type LaunchCompute } from '#main/compute/index.ts'
import { loadPage } from '#main/hosts/page.ts'
import { ProblemError, toProblem } from '#shared/problem.ts'
import type { ElectronCalls } from './electronCalls.ts'
import { openFilesIn, pathsIn } from './openFiles.ts'
import { buildMenu } from './menu.ts'
import { announcePageScheme, pageUrl, servePage } from './pageProtocol.ts'
import { handOutPorts } from './ports.ts'
import { allowSecondWindow } from './secondWindow.ts'
import { launchUtility } from './utility.ts'
import { keepToThisMachine, openWindow } from './window.ts'

type Served = {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- oRPC's own type for any router
  router: Router<any, Record<never, never>>
  stop(): Promise<void>
  connection?(state: 'opened' | 'closed'): void
  unexpected(trace: ErrorTrace): void
}

export type ElectronHostOptions = {
  createApplication(launchCompute: LaunchCompute): Promise<Served>
  /** Folder of the user's data; Electron's profile becomes a folder in it. */
  home: string
  pageDirectory: string
  preload: string
  /** What the program was started with, itself left out: films that a file manager opens with it. */
  argv?: readonly string[]
  /** Ends the process where a drive that does not answer would keep it from its end. */
  endIfHeldUp?(code: number): Promise<void>
}

/**
 * Runs the program in one window, and a second one on request, until it is closed. A second start on the same data
 * brings the first one's window forward.
 */
export async function runElectronHost(electron: ElectronCalls, options: ElectronHostOptions): Promise<void> {
  const { app, session } = electron
  // Electron's own errands, of which this program has none.
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']) {
    app.commandLine.appendSwitch(name)
  }
  announcePageScheme(electron)
  try {
    app.setPath('userData', profileFolder(options.home))
  } catch (thrown) {
    return cannotStart(electron, thrown)
  }
  if (!app.requestSingleInstanceLock()) return app.quit()

  let application: Served | undefined
  watchOver(electron, () => application)
  try {
    await app.whenReady()
    const page = await loadPage(options.pageDirectory)
    application = await options.createApplication(launchUtility(electron))
    keepToThisMachine(session.defaultSession)
    servePage(electron, page)
  } catch (thrown) {
    await application?.stop()
    return cannotStart(electron, thrown)
  }
  handOutPorts(electron, application)

  const window = openWindow(electron, options.preload)
  allowSecondWindow(electron, window, options.preload)
  buildMenu(electron, window)
  const open = openFilesIn(window)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open([path])
  })
  open(pathsIn(options.argv ?? []))
  app.on('second-instance', (_event, argv: readonly string[] = [], folder?: string) => {
    if (window.isDestroyed()) return
    open(pathsIn(argv.slice(1), folder))
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => app.quit())
  endInOrder(electron, application, options)
  await window.loadURL(pageUrl)
}

/** Electron takes only a folder that is there for its profile. */
function profileFolder(home: string): string {
  const folder = join(openHome(home).root, 'window')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function cannotStart({ app, dialog }: ElectronCalls, thrown: unknown): void {
  dialog.showErrorBox('FractureGuard cannot start', toProblem(thrown).message)
  app.exit(1)
}

/** Quitting waits until running jobs and the compute process have ended. */
function endInOrder({ app }: ElectronCalls, application: Served, { endIfHeldUp }: ElectronHostOptions): void {
  app.on('before-quit', (event) => {
    event.preventDefault()
    void application
      .stop()
      .then(() => endIfHeldUp?.(0))
      .finally(() => app.exit(0))
  })
}

/**
 * Errors that reach no handler are noted, and the program goes on; Electron would show their text, which may name a
 * patient. The first one is told; after many the program ends as if it was quit.
 */
function watchOver({ app, dialog }: ElectronCalls, application: () => Served | undefined): void {
  const isTooMuch = tooManyErrors()
  let isTold = false
  const stopListening = onStrayErrors((error) => {
    application()?.unexpected(error.trace)
    if (!isTold) void dialog.showMessageBox({ type: 'warning', message: new ProblemError('unexpected').message })
    isTold = true
    if (isTooMuch(error)) app.quit()
  })
  app.once('will-quit', stopListening)
}
