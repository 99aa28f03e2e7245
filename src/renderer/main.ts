import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './page/App.vue'
import LockedPage from './page/LockedPage.vue'
import { connect, heldKey, setConnection, takeKey } from './base/connection/index.ts'
import './base/styles/tokens.css'
import './base/styles/base.css'
import './base/styles/controls.css'
import './base/styles/panel.css'

takeKey()
if (window.fractureguard || heldKey()) {
  const connection = connect()
  // Another start's address, entered where this page already is: what is on the page stays, and goes on there.
  window.addEventListener('hashchange', () => takeKey() && connection.retryNow())
  setConnection(connection)
  createApp(App).use(createPinia()).mount('#app')
} else {
  window.addEventListener('hashchange', () => takeKey() && location.reload())
  createApp(LockedPage).mount('#app')
}
