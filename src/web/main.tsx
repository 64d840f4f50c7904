import './styles/base.css'
import './styles/controls.css'
import './styles/blocks.css'
import './styles/lists.css'
import './styles/narrow.css'
import { render } from 'preact'
import { App } from './app.tsx'

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
