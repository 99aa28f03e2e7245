import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { heldKey, takeKey } from './connection/browserKey.ts'
import { connect } from './connection/connect.ts'
import { setConnection } from './connection/session.ts'
import LockedPage from './shell/LockedPage.vue'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/film.css'
import './styles/worklist.css'
import './settings/panel.css'

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
