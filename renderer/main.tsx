/** Where the page begins. */
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { applyTheme, rememberedTheme } from './ui/theme.ts'
import { UiRoot } from './ui/UiRoot.tsx'

applyTheme(rememberedTheme())
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode><UiRoot><App /></UiRoot></StrictMode>)
