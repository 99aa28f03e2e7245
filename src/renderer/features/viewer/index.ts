/** The settings of the viewer. */
export { default as ViewerPanel } from './ViewerPanel.vue'
