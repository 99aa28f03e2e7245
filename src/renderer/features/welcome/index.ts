/** The page before any film is open. */
export { default as WelcomePage } from './WelcomePage.vue'
