import { useCineStore, useViewportStore, viewportWords } from '#renderer/features/viewport/index.ts'
import type { Command } from './command.ts'
import { measureCommands } from './measureCommands.ts'
import { readingCommands } from './readingCommands.ts'
import { viewCommands, windowCommands } from './viewCommands.ts'

/** What can be done with the film on the screen, as things are now. */
export function filmCommands(): Command[] {
  const viewport = useViewportStore()
  const shown = viewport.hasView && viewport.isThere
  return [
    ...windowCommands(shown),
    ...viewCommands(shown),
    ...measureCommands(shown),
    ...readingCommands(shown),
    ...frameCommands(),
  ]
}

function frameCommands(): Command[] {
  const cine = useCineStore()
  const viewport = useViewportStore()
  const enabled = viewport.frameCount > 1
  const frame = (id: string, label: string, keys: string[], run: () => void): Command => ({
    id,
    label,
    group: 'frames',
    keys,
    enabled,
    run,
  })
  const step = (id: string, label: string, keys: string[], by: number): Command => ({
    ...frame(id, label, keys, () => viewport.goToFrame(viewport.frame + by)),
    repeats: true,
  })
  return [
    step('previous-frame', viewportWords.previousFrame, ['ArrowLeft', 'PageUp'], -1),
    step('next-frame', viewportWords.nextFrame, ['ArrowRight', 'PageDown'], 1),
    frame('cine', viewportWords.play, [' '], cine.toggle),
  ]
}
