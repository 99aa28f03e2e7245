/** The tour for newcomers. */
export { default as GuidedTour } from './GuidedTour.vue'
export { useTourStore } from './tour.ts'
