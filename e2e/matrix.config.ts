/** The clients behind the faults of the catalogue. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere, { inShell } from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('matrix', import.meta.url)),
  testMatch: '*.spec.ts',
  // For lines that hang: a story waits for events, and for each as long as a client takes that gives up late.
  timeout: 400_000,
  outputDir: '../test-results/clients',
  reporter: [['list'], ['json', { outputFile: '../test-results/clients.json' }]],
  // Six hundred stories: recording costs as much as telling them, and each keeps pictures of its own.
  use: { trace: 'off' },
  projects: inShell,
})
