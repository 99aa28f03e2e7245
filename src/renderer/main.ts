import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './page/App.vue'
import { connect } from './base/connection/connect.ts'
import { setConnection } from './base/connection/session.ts'
import './base/styles/tokens.css'
import './base/styles/base.css'
import './base/styles/controls.css'
import './base/styles/film.css'
import './base/styles/worklist.css'
import './base/styles/panel.css'

setConnection(connect())
createApp(App).use(createPinia()).mount('#app')
