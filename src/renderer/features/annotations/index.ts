/** Measurements and annotations: drawing them on the film, what they say, and saving them as a file. */
export { exportAnnotations } from './measured/exportAnnotations.ts'
export { default as AnnotationLayer } from './shown/AnnotationLayer.vue'
export { default as AnnotationList } from './shown/AnnotationList.vue'
export { default as AnnotationView } from './shown/AnnotationView.vue'
export { useAnnotationsStore } from './state/annotations.ts'
export { useDrawingStore } from './state/drawing.ts'
export { useToolsStore } from './state/tools.ts'
