/** What computes, the choice of it, and the libraries that it may need. */
export { default as EnginePanel } from './EnginePanel.vue'
