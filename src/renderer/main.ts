import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './page/App.vue'
import { connect, setConnection } from './base/connection/index.ts'
import './base/styles/tokens.css'
import './base/styles/base.css'
import './base/styles/controls.css'
import './base/styles/panel.css'

setConnection(connect())
createApp(App).use(createPinia()).mount('#app')
