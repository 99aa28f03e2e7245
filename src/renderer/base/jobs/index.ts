/** Work of the program that goes on by itself: how the page keeps up with it. */
export { useJobs, type JobListener } from './useJobs.ts'
