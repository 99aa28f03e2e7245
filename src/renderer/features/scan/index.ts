/** Reading whole folders into tables. */
export { default as ScanPage } from './ScanPage.vue'
export { useScansStore } from './scans.ts'
