// node scripts/checkPacked.mjs FOLDER: reads back the fuses of the program that was packed into the folder.
import { checkFuses, packedBinary } from '../packaging/fuses.mjs'

const binary = packedBinary(process.argv[2])
await checkFuses(binary)
console.log(`${binary}: all fuses are as they must be.`)
