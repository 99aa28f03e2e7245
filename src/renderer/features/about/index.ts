/** What the program is and what it is made of. */
export { default as AboutPanel } from './AboutPanel.vue'
