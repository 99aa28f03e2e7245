import {
  Columns2,
  Contrast,
  Download,
  FlipHorizontal2,
  LayoutGrid,
  Maximize,
  MonitorUp,
  RotateCcw,
  RotateCcwSquare,
  RotateCwSquare,
  Tags,
  ZoomIn,
} from '@lucide/vue'
import { h } from 'vue'
import { useCompareStore } from '#renderer/features/compare/index.ts'
import { useTagsDialog } from '#renderer/features/tags/index.ts'
import { exportView, presets, useViewportStore } from '#renderer/features/viewport/index.ts'
import { captionLines } from './caption.ts'
import type { Command } from './command.ts'
import { printCase, toggleFullScreen } from './printCase.ts'
import { isSecondWindow, showInSecondWindow } from './secondWindow.ts'
import { commandWords } from './words.ts'

const OneToOne = () => h('span', { class: 'mark' }, '1:1')

/** Of the grey values on the screen. */
export function windowCommands(enabled: boolean): Command[] {
  const viewport = useViewportStore()
  return [
    ...presets.map((name, index): Command => ({
      id: `window-${name}`,
      label: commandWords.preset[name],
      group: 'window',
      keys: [String(index + 1)],
      enabled,
      run: () => void viewport.applyPreset(name),
    })),
    {
      id: 'invert',
      label: commandWords.invert,
      group: 'window',
      keys: ['i'],
      icon: Contrast,
      pressed: enabled && viewport.inverted,
      enabled,
      run: viewport.toggleInverted,
    },
  ]
}

/** Of where the film is on the screen, and what is beside it. */
export function viewCommands(enabled: boolean): Command[] {
  const compare = useCompareStore()
  const viewport = useViewportStore()
  const view = (id: string, label: string, keys: string[], icon: Command['icon'], run: () => void): Command => ({
    id,
    label,
    group: 'view',
    keys,
    ...(icon ? { icon } : {}),
    enabled,
    run,
  })
  return [
    view('rotate-left', commandWords.rotateLeft, ['['], RotateCcwSquare, () => viewport.rotateBy(-90)),
    view('rotate-right', commandWords.rotateRight, [']'], RotateCwSquare, () => viewport.rotateBy(90)),
    view('flip', commandWords.flip, ['h'], FlipHorizontal2, viewport.flip),
    { ...view('fit', commandWords.fit, ['f'], Maximize, viewport.fit), pressed: enabled && viewport.fitted },
    view('actual-size', commandWords.actualSize, ['0'], OneToOne, viewport.actualSize),
    {
      ...view('magnifier', commandWords.magnifier, ['m'], ZoomIn, () => (viewport.magnifier = !viewport.magnifier)),
      pressed: viewport.magnifier,
    },
    view('reset', commandWords.reset, ['r'], RotateCcw, viewport.reset),
    {
      ...view('compare', commandWords.compare, ['c'], Columns2, compare.toggle),
      pressed: compare.second !== undefined && !compare.hanging,
    },
    {
      ...view('hang', commandWords.hang, ['s'], LayoutGrid, compare.toggleHanging),
      pressed: compare.hanging,
    },
    {
      ...view('second-window', commandWords.secondWindow, ['6'], MonitorUp, showInSecondWindow),
      enabled: enabled && !isSecondWindow,
    },
    view('tags', commandWords.tags, ['d'], Tags, () => useTagsDialog().show()),
    view('export', commandWords.exportPicture, ['mod+s'], Download, () => void exportView(captionLines())),
    view('print', commandWords.print, ['mod+p'], undefined, printCase),
    {
      ...view('full-screen', commandWords.fullScreen, ['mod+shift+f'], undefined, toggleFullScreen),
      enabled: document.fullscreenEnabled,
    },
  ]
}
