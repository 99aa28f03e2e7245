/** Time limits that count only time in which the work could go on. */
export { deadline } from './deadline.ts'
export { scheduleOfProcess, scheduleOfThread, threadId, type Schedule } from './schedule.ts'
