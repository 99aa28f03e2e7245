import { claimFolder } from '#main/app/home/claimFolder.ts'
import { newFolder } from './folder.ts'

/** A new folder of the program's data, into which a test may put things before the program starts. */
export async function newHome(): Promise<string> {
  const home = await newFolder()
  claimFolder(home)
  return home
}
