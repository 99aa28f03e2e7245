import { mkdirSync, rmdirSync } from 'node:fs'
import { isLocked, tryLock } from '#main/locks/index.ts'

/** Takes and gives back a lock as fast as it can, and counts how often it was not alone with it. */
const [path, mark, milliseconds] = [process.argv[2], process.argv[3], Number(process.argv[4])]
let [held, together] = [0, 0]
const tried = (work: () => void): void => {
  try {
    work()
  } catch {
    together++
  }
}
for (const began = performance.now(); performance.now() - began < milliseconds || held < 20;) {
  const release = tryLock(path)
  if (!release) continue
  held++
  tried(() => mkdirSync(mark))
  if (!isLocked(path)) together++
  tried(() => rmdirSync(mark))
  release()
}
process.stdout.write(JSON.stringify({ held, together }))
