import { tryLock } from '#main/locks/index.ts'

/** Takes the lock at the path that it is given, says so, and keeps it. */
if (!tryLock(process.argv[2])) throw new Error('Somebody has the lock.')
process.stdout.write('held')
setInterval(() => undefined, 1000)
