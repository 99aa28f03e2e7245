/** Rights that one program has at a time, freed by the operating system when it dies. */
export { isLocked, lockWithin, tryLock, type Release } from './lock.ts'
