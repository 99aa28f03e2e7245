/** What lies where on this machine, and clearing it. */
export { default as PrivacyPanel } from './PrivacyPanel.vue'
