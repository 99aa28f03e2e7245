import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connect } from './connection/connect.ts'
import { setConnection } from './connection/session.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/film.css'
import './styles/worklist.css'
import './settings/panel.css'

setConnection(connect())
createApp(App).use(createPinia()).mount('#app')
