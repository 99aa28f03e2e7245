// node scripts/checksums.mjs FOLDER…: SHA256SUMS in the first folder, of the files that lie in all of them.
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const isPackage = /\.(AppImage|deb|exe|dmg|md|json)$/
const folders = process.argv.slice(2)
const lines = []
for (const folder of folders) {
  const names = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && isPackage.test(entry.name),
  )
  for (const { name } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, name)), hash)
    lines.push(`${hash.digest('hex')}  ${name}\n`)
  }
}
if (lines.length === 0) throw new Error('There is nothing to sum up.')
writeFileSync(join(folders[0], 'SHA256SUMS'), lines.join(''))
