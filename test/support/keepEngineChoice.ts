import { join } from 'node:path'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { engineKey } from '#main/app/engines/engineKey.ts'

/**
 * Keeps in a folder of the program's data that its engines were examined and the processor is the only one, so that no
 * command begins by trying all of them, as long work does once in a new folder.
 */
export function keepEngineChoice(home: string): void {
  new EngineChoice(join(home, 'engine.json'), () => engineKey(join(home, 'runtimes'))).keep(
    [{ name: 'onnx-cpu', finding: 'runs' }],
    false,
  )
}
