/** Reading whole folders into tables. */
export { default as ScanWalk } from './ScanWalk.vue'
export { default as ScanPage } from './ScanPage.vue'
export { useScansStore } from './scans.ts'
