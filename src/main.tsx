import { createRoot } from 'react-dom/client'
import { watchForUpdate } from './io/offline'

const root = document.getElementById('root')
if (root) createRoot(root).render(<h1>Faultline</h1>)
watchForUpdate(() => undefined)
