/** Changes one setting over and over and says what was acknowledged: `settingsChild.ts FILE NAME ROUNDS`. */
import { Settings } from '#main/app/settings/settings.ts'

const [file, name, rounds] = process.argv.slice(2)
const settings = new Settings(file)
for (let round = 0; round < Number(rounds); round++) {
  const value = round % 2 === 0
  settings.change({ [name]: value })
  process.stdout.write(`${value}\n`)
}
