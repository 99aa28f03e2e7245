import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePlacesModel } from './placesModel.ts'
import { testCard } from './testCard.ts'

/**
 * Makes a small model the active one of a folder of the program's data: a whole network with random weights that points
 * at places, sealed, by the name of `small`. It computes a film in a twenty-fifth of what the model takes that comes with
 * the program, whose input is 640 pixels wide. Resolves with its folder.
 */
export async function useSmallModel(home: string, inputSize = 128): Promise<string> {
  const directory = join(home, 'models', 'small')
  const network = { ...testCard().network, places: true as const, inputSize }
  await writePlacesModel(directory, { id: 'small', name: 'Small', network })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'small' }))
  return directory
}
